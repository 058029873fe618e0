import { spawnSync } from 'node:child_process';
import { TemporaryFolder } from './temporary-folder.ts';

/**
 * A gate that behaves like Nx. It pretends to test the projects `base` and `leaf` (`leaf` imports
 * `base`), remembers their inputs and describes its run. The variable `GATE` makes it misbehave.
 */
const GATE = `
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const { GATE, GATE_FOLDER } = process.env;
const hash = (...files) => files.reduce((all, file) => all.update(readFileSync(file)), createHash('md5')).digest('hex');
const inputs = {
  base: hash('packages/base/src/index.js', 'packages/base/src/index.test.js'),
  leaf: hash('packages/leaf/src/index.js', 'packages/base/src/index.js'),
};
mkdirSync('.nx/cache', { recursive: true });
mkdirSync('reports/tests', { recursive: true });
appendFileSync(GATE_FOLDER + '/calls', 'x');
const call = readFileSync(GATE_FOLDER + '/calls', 'utf8').length;
if (GATE === 'hangs') {
  // Like Nx, which gives each task a process group of its own.
  const task = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  writeFileSync(GATE_FOLDER + '/pids', JSON.stringify([process.pid, task.pid]));
  setInterval(() => {}, 1000);
  await new Promise(() => {});
}
const fails = GATE === 'fails in its second run' && call === 2;
const tasks = Object.entries(inputs).map(([projectName, hash]) => {
  const path = '.nx/cache/' + projectName + hash;
  const cacheStatus = existsSync(path) ? 'local-cache-hit' : 'cache-miss';
  writeFileSync(path, '');
  return { projectName, target: 'test', cacheStatus, status: fails && projectName === 'leaf' ? 1 : 0 };
});
writeFileSync('.nx/cache/run.json', JSON.stringify({ tasks }));
const test = fails
  ? { fullName: 'adds', status: 'failed', failureMessages: ['Error: 3'] }
  : { fullName: 'adds', status: 'passed', failureMessages: [] };
writeFileSync('reports/tests/leaf.json', JSON.stringify({
  numTotalTests: 1, numPassedTests: fails ? 0 : 1, numFailedTests: fails ? 1 : 0, numPendingTests: 0, numTodoTests: 0,
  testResults: [{ name: process.cwd() + '/packages/leaf/src/index.test.js', status: test.status, assertionResults: [test] }],
}));
process.exitCode = fails ? 1 : 0;
`;

/** Creates a git repository with one commit: an npm workspace whose `npm test` is the fake gate. */
export async function createGateRepository(): Promise<TemporaryFolder> {
  const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0', type: 'module' });
  const folder = await TemporaryFolder.create({
    '.gitignore': '.nx\nreports\n',
    'package.json': JSON.stringify({
      name: 'fake',
      private: true,
      type: 'module',
      workspaces: ['packages/*'],
      scripts: { test: 'node gate.mjs' },
    }),
    'gate.mjs': GATE,
    'packages/base/package.json': manifest('base'),
    'packages/base/src/index.js': 'export const one = 1;\n',
    'packages/base/src/index.test.js': 'import "./index.js";\n',
    'packages/leaf/package.json': manifest('leaf'),
    'packages/leaf/src/index.js': 'export { one } from "base";\n',
  });
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...who, 'commit', '--quiet', '-m', 'first'],
  ]) {
    const { status, stderr } = spawnSync('git', args, { cwd: folder.root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
  return folder;
}
