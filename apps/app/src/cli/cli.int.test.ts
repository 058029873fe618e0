import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import type { CliResult, RunInProcessOptions } from '@night-pilot/perf-report/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cnpFile, runCnp } from '../../testing/run-cnp.ts';
import { startApp } from '../../testing/start-app.ts';
import { version } from '../version.ts';

let folder: string;
let database: string;

beforeEach(() => {
  folder = temporaryFolder('night-pilot-cli-');
  database = join(folder, 'data', 'night-pilot.db');
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs `cnp` on the database of this test. */
const cnp = (args: readonly string[], options: RunInProcessOptions = {}) =>
  runCnp(args, { ...options, env: { NIGHT_PILOT_DATA: database, ...options.env } });

test.runIf(existsSync('/dev/full'))('fails when its output cannot be written', async () => {
  await cnp(['prompt', 'create', '--title', 'T', '--content', 'C']);
  for (const args of [['--version'], ['--help'], ['prompt', 'list']]) {
    const command = ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, cnpFile, ...args];
    const env = { ...process.env, NIGHT_PILOT_DATA: database };
    const { status, stderr } = spawnSync('sh', command, { encoding: 'utf8', env });
    expect(stderr).toMatch(/^Standard output cannot be written: ENOSPC: no space left on device/);
    expect(status).toBe(2);
  }
});

test.each([
  ['an unknown command', []],
  ['an option', ['serve', '--port']],
  ['a choice', ['prompt', 'list', '--format']],
])('repeats only a part of a long argument that is %s', async (_, args) => {
  const { status, stderr } = await cnp([...args, '\u001b[2J'.padEnd(100_000, 'x')]);
  expect(status).toBe(2);
  expect(stderr).toContain('xxx … (100');
  expect(stderr).not.toContain('\u001b');
  expect(stderr.length).toBeLessThan(3_000);
});

describe('cnp prompt', () => {
  test('creates prompts from an option and from standard input, and lists them', async () => {
    const first = ['prompt', 'create', '--title', 'First', '--content', 'C', '--tags', 'work'];
    expect(await cnp(first)).toEqual({ status: 0, stdout: '1\n', stderr: '' });
    const second = await cnp(['prompt', 'create', '--title', 'Second'], { input: 'two\nlines\n' });
    expect(second).toEqual({ status: 0, stdout: '2\n', stderr: '' });

    const { stdout } = await cnp(['prompt', 'list', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 2, title: 'Second', content: 'two\nlines\n', tags: null },
      { id: 1, title: 'First', content: 'C', tags: 'work' },
    ]);
    const table = await cnp(['prompt', 'list']);
    expect(table.stdout).toMatch(/^ID +UPDATED \(UTC\) +TAGS +TITLE\n2 .* Second\n1 .* First\n$/);
  });

  test('lists by --limit, --tag and --search', async () => {
    for (const [title, tags] of [
      ['Alpha', 'work'],
      ['Beta', 'home'],
      ['Gamma', 'work'],
    ] as const) {
      await cnp(['prompt', 'create', '--title', title, '--content', 'C', '--tags', tags]);
    }
    const titles = async (...args: string[]) => {
      const { stdout } = await cnp(['prompt', 'list', '--format', 'json', ...args]);
      return (JSON.parse(stdout) as { title: string }[]).map(({ title }) => title);
    };
    expect(await titles('--limit', '2')).toEqual(['Gamma', 'Beta']);
    expect(await titles('--tag', 'work')).toEqual(['Gamma', 'Alpha']);
    expect(await titles('--search', 'beta')).toEqual(['Beta']);
  });

  test('says how to create the first prompt when there is none', async () => {
    const { status, stdout } = await cnp(['prompt', 'list']);
    expect(stdout).toContain('cnp prompt create');
    expect(status).toBe(0);
    expect((await cnp(['prompt', 'list', '--format', 'json'])).stdout).toBe('[]\n');
  });

  test('reads the same file with either database', async () => {
    const create = ['prompt', 'create', '--title', 'Shared', '--content', 'C'];
    expect((await cnp(create, { env: { NIGHT_PILOT_DB: 'simple' } })).status).toBe(0);
    const { stdout } = await cnp(['prompt', 'list'], { env: { NIGHT_PILOT_DB: 'high' } });
    expect(stdout).toContain('Shared');
  });

  test('prefers --db to NIGHT_PILOT_DATA', async () => {
    const other = join(folder, 'other.db');
    await cnp(['prompt', 'create', '--title', 'Elsewhere', '--content', 'C', '--db', other]);
    expect((await cnp(['prompt', 'list', '--db', other])).stdout).toContain('Elsewhere');
    await expect(access(database)).rejects.toThrow('ENOENT');
  });

  test('makes hostile text harmless for the terminal', async () => {
    const title = 'ansi \u001b[2J bell \u0007 \u009b \u202e \u2028';
    await cnp(['prompt', 'create', '--title', title, '--content', 'C']);
    expect((await cnp(['prompt', 'list'])).stdout).toContain('ansi �[2J bell � � � �\n');
    const { stdout } = await cnp(['prompt', 'list', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([{ title }]);
    expect(stdout).not.toMatch(/[\u001b\u009b\u202e\u2028]/);
  });

  test('stores standard input exactly, and refuses what is not UTF-8', async () => {
    const content = '\ufeffbom 夜\r\n';
    const create = ['prompt', 'create', '--title', 'T'];
    expect((await cnp(create, { input: content })).status).toBe(0);
    const refused = await cnp(create, { input: Buffer.from([0x61, 0xff, 0x62]) });
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('error: Expected text in UTF-8 on standard input');
    const { stdout } = await cnp(['prompt', 'list', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([{ content }]);
  });

  test('works while the server uses the same file', async () => {
    const app = await startApp();
    try {
      const args = ['prompt', 'create', '--title', 'Beside', '--content', 'C'];
      const { stdout } = await cnp([...args, '--db', app.databasePath]);
      const prompt = await app.invokeCommand('get_prompt', { id: Number(stdout) });
      expect(prompt?.title).toBe('Beside');
    } finally {
      await app.stop();
    }
  });
});

describe('cnp health', () => {
  test('prints the health of the server', async () => {
    const app = await startApp({ database: 'simple' });
    try {
      const { status, stdout } = await cnp(['health', '--url', app.url]);
      expect(stdout).toMatch(`ok: Night Pilot ${version}, database simple, up for `);
      expect(status).toBe(0);
    } finally {
      await app.stop();
    }
  });

  test.each([
    ['http://127.0.0.1:1', 'Night Pilot does not answer at http://127.0.0.1:1'],
    ['nonsense', '--url: expected an address'],
  ])('ends with one sentence and exit code 2 for the address %s', async (url, sentence) => {
    const { status, stderr } = await cnp(['health', '--url', url]);
    expect(stderr).toContain(`error: ${sentence}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});

describe('cnp health with the answer of another program', () => {
  const own = { status: 'ok', version: '1.0.0', database: 'high', uptime_ms: 1 };

  /** Asks a server that gives this answer. */
  async function healthOf(answer: RequestListener): Promise<CliResult> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      return await cnp(['health', '--url', `http://127.0.0.1:${port}`]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  test.each([
    ['status', 'fine'],
    ['status', { toString: 1 }],
    ['version', '1\u001b[2J'],
    ['version', ['1']],
    ['database', 'oracle\u009b'],
    ['uptime_ms', 'long'],
    ['uptime_ms', -1],
  ])('refuses a %s of %j', async (field, value) => {
    const text = JSON.stringify({ ...own, [field]: value });
    const { status, stdout, stderr } = await healthOf((_, response) => response.end(text));
    expect(stderr).toMatch(
      /^error: Night Pilot does not answer at \S+: the answer does not come from Night Pilot\. .*\n$/,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.each(['', 'null', '[]', '"ok"', '<html>', '{"status":"ok"'])(
    'refuses the answer %j',
    async (text) => {
      const { status, stderr } = await healthOf((_, response) => response.end(text));
      expect(stderr).toContain('the answer does not come from Night Pilot');
      expect(status).toBe(2);
    },
  );

  test('stops reading an answer without an end', async () => {
    let isClosed = false;
    const { status, stderr } = await healthOf((_, response) => {
      const blanks = ' '.repeat(16 * 1024);
      const more = () => {
        while (!isClosed && response.write(blanks));
      };
      response.on('drain', more).on('close', () => (isClosed = true));
      more();
    });
    expect(stderr).toContain('the answer has more than 65536 bytes');
    expect(status).toBe(2);
  });

  test('follows no redirection', async () => {
    const { status } = await healthOf((request, response) => {
      if (request.url === '/health') response.writeHead(302, { location: '/other' }).end();
      else response.end(JSON.stringify(own));
    });
    expect(status).toBe(2);
  });
});

describe('cnp', () => {
  test('prints its version for --version', async () => {
    expect(await cnp(['--version'])).toEqual({
      status: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  test('prints commands, examples and environment for --help', async () => {
    const { status, stdout } = await cnp(['--help']);
    for (const part of ['serve', 'health', 'prompt', 'Examples:', 'NIGHT_PILOT_DB']) {
      expect(stdout).toContain(part);
    }
    expect(status).toBe(0);
  });

  test.each([
    [['launch'], "unknown command 'launch'"],
    [['serve', '--host', '0.0.0.0'], "unknown option '--host'"],
    [['serve', '--port', '70000'], 'Expected a whole number from 0 to 65535'],
    [['serve', '--port', '80a'], 'Expected a whole number from 0 to 65535'],
    [['prompt', 'list', '--limit', '0'], 'Expected a positive whole number'],
    [['prompt', 'list', '--format', 'xml'], 'Allowed choices are table, json'],
    [['prompt', 'create', '--content', 'C'], "required option '--title <title>' not specified"],
    [['prompt', 'create', '--title', ' ', '--content', 'C'], 'title'],
    [['prompt', 'create', '--title', 'T'], 'content'],
  ])('ends with exit code 2 for %o', async (args, reason) => {
    const { status, stdout, stderr } = await cnp(args);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('ends with one sentence and exit code 2 and creates no file when NIGHT_PILOT_DB is invalid', async () => {
    const { status, stderr } = await cnp(['prompt', 'list'], { env: { NIGHT_PILOT_DB: 'fast' } });
    expect(stderr).toBe(
      'error: NIGHT_PILOT_DB: expected high or simple, got "fast". Unset it to use high.\n',
    );
    expect(status).toBe(2);
    await expect(access(database)).rejects.toThrow('ENOENT');
  });

  test('succeeds when its reader closes the pipe early', async () => {
    const child = spawn(process.execPath, [cnpFile, '--help']);
    const closed = once(child, 'close');
    child.stdout.destroy();
    expect(await text(child.stderr)).toBe('');
    expect(await closed).toEqual([0, null]);
  });

  test('ends with one sentence and exit code 2 when the file is not a database', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'not a database at all, but long enough to look like one\n'.repeat(100));
    const { status, stderr } = await cnp(['prompt', 'list', '--db', file]);
    expect(stderr).toContain(file);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});
