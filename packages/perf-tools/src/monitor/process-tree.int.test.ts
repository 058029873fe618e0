import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ProcessTree } from './process-tree.ts';

/** Returns a program that takes this much CPU time, and prints how much it took. */
const burn = (ms: number) =>
  `const usedMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
   for (const end = usedMs() + ${ms}; usedMs() < end;);
   console.log(usedMs());`;

function start(program: string): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child as typeof child & { pid: number };
}

function watch(pid: number): ProcessTree {
  const tree = new ProcessTree([pid]);
  onTestFinished(() => tree.close());
  return tree;
}

async function line(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return text.toString().trim();
}

describe.runIf(process.platform === 'linux')('a process tree under Linux', () => {
  test('keeps the CPU time of ended children, seen or not', async () => {
    const parent = start(
      `const { execFile } = require('node:child_process');
       process.stdin.on('data', () => {
         let left = 3; let used = 0;
         for (let one = 0; one < 3; one += 1)
           execFile(process.execPath, ['--eval', ${JSON.stringify(burn(150))}], (_, out) => {
             used += Number(out);
             if (--left === 0) console.log(used);
           });
       });
       console.log('ready');`,
    );
    await line(parent);
    const tree = watch(parent.pid);
    const before = tree.read().cpuMs;
    parent.stdin?.write('go');
    const printed = line(parent);
    await vi.waitUntil(() => tree.read().processes === 4, { interval: 5, timeout: 120_000 });
    const childrenMs = Number(await printed);
    const after = tree.read();
    expect(after.processes).toBe(1);
    // The parent's own time is included; a tick of the kernel's clock is 10 ms.
    expect(after.cpuMs - before).toBeGreaterThan(childrenMs - 20);
  });

  test('continues to watch an orphan', async () => {
    const parent = start(
      `const child = require('node:child_process').spawn(process.execPath,
         ['--eval', 'process.stdin.resume(); setTimeout(() => process.exit(), 20_000)'],
         { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
       child.on('spawn', () => console.log(child.pid)); process.stdin.resume();`,
    );
    const orphan = Number(await line(parent));
    onTestFinished(() => {
      try {
        process.kill(orphan, 'SIGKILL');
      } catch {
        // It ended with its standard input.
      }
    });
    const tree = watch(parent.pid);
    // Before it has loaded Node, it may have almost no memory.
    await vi.waitUntil(() => tree.read().rssBytes > 50e6, { interval: 5, timeout: 120_000 });
    expect(tree.read().processes).toBe(2);
    const gone = once(parent, 'exit');
    parent.kill('SIGKILL');
    await gone;
    const used = tree.read();
    expect(used).toMatchObject({ processes: 1 });
    expect(used.rssBytes).toBeGreaterThan(2 ** 20);
  });

  test('keeps the last CPU time of an ended process', async () => {
    const child = start(`${burn(100)}; process.stdin.resume()`);
    await line(child);
    const tree = watch(child.pid);
    const { cpuMs } = tree.read();
    expect(cpuMs).toBeGreaterThanOrEqual(50);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(tree.read()).toEqual({ rssBytes: 0, cpuMs, processes: 0 });
    expect(tree.read()).toEqual({ rssBytes: 0, cpuMs, processes: 0 });
  });

  test('finds children of other threads', async () => {
    const parent = start(
      `const { Worker } = require('node:worker_threads');
       new Worker(\`const child = require('node:child_process').spawn('sleep', ['20']);
         child.on('spawn', () => console.log('ready')); process.on('exit', () => child.kill());\`, { eval: true });
       process.stdin.on('end', () => process.exit()).resume();`,
    );
    await line(parent);
    expect(watch(parent.pid).read().processes).toBe(2);
    const gone = once(parent, 'exit');
    parent.stdin?.end();
    await gone;
  });

  test('agrees with ps, whatever a program calls itself', async () => {
    const child = start(
      `process.title = 'a) R 1 (b'; console.log('ready'); process.stdin.resume()`,
    );
    await line(child);
    const { rssBytes } = watch(child.pid).read();
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)]);
    expect(rssBytes / 1024).toBeGreaterThan(Number(stdout) * 0.9);
    expect(rssBytes / 1024).toBeLessThan(Number(stdout) * 1.1);
  });
});
