import { expect, test } from 'vitest';
import { causeOf } from './cause-of.ts';

const OUT_OF_SYNC = `npm warn config something unimportant
npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync. Please update your lock file with \`npm install\` before continuing.
npm error
npm error Missing: zod@4.6.7 from lock file
npm error
npm error Clean install a project
npm error
npm error Usage:
npm error npm ci
npm error
npm error Options:
npm error [--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]
npm error [-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]
npm error
npm error aliases: clean-install, ic, install-clean, isntall-clean
npm error
npm error Run "npm help ci" for more info
npm error A complete log of this run can be found in: ~/.npm/_logs/2026-debug-0.log
`;

test('names what npm misses, without the usage text', () => {
  expect(causeOf(OUT_OF_SYNC).split('\n')).toEqual([
    expect.stringContaining('are in sync. Please update your lock file'),
    'Missing: zod@4.6.7 from lock file',
  ]);
});

test('shortens a long list to its beginning and its length', () => {
  const missing = Array.from({ length: 100 }, (_, index) => `npm error Missing: p${index}@1.0.0\n`);
  const cause = causeOf(`npm error code EUSAGE\n${missing.join('')}npm error Usage:\nnpm error x`);
  expect(cause.split('\n')).toHaveLength(9);
  expect(cause).toContain('Missing: p0@1.0.0');
  expect(cause).toMatch(/… and 9\d more lines$/);
});

test('names the error of a script that npm runs, without its stack', () => {
  const said = `> postinstall
> node old.mjs

node:internal/modules/cjs/loader:1210
  throw err;
  ^

Error: Cannot find module '/project/old.mjs'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
    at node:internal/main/run_main_module:28:49 {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v24.1.0
npm error code 1
npm error path /work
npm error command failed
npm error command sh -c node old.mjs
npm error A complete log of this run can be found in: ~/.npm/_logs/debug-0.log
`;
  expect(causeOf(said)).toBe(
    "> postinstall\n> node old.mjs\nError: Cannot find module '/project/old.mjs'\ncommand sh -c node old.mjs",
  );
});

test('prefers lines that name errors to the last lines of a long build', () => {
  const said = [
    ...Array.from({ length: 50 }, (_, index) => `compile file${index}.c`),
    'fatal error: node.h: No such file or directory',
    ...Array.from({ length: 50 }, (_, index) => `gyp stack ${index}`),
  ].join('\n');
  expect(causeOf(said)).toBe('fatal error: node.h: No such file or directory');
});

test.each([
  ['usage first, then the error', 'usage: tool [options]\n  --all\n\nunknown option --al', /--al$/],
  [
    'git, with its progress',
    'Preparing worktree (detached HEAD 1a2b3c4)\nUpdating files: 10%\rUpdating files: 100%\nfatal: cannot create directory',
    /^fatal: cannot create directory$/,
  ],
  [
    'an error, then the usage',
    "error: unknown option `detatch'\nusage: git worktree add [-f] <path>\n\n    -f, --force",
    /^error: unknown option `detatch'$/,
  ],
  [
    'a syntax error, with its place',
    "/project/a.js:3\nconst error = ;\n              ^\n\nSyntaxError: Unexpected token ';'\n    at wrap (node:internal/x:1:1)\n\nNode.js v24.1.0\n",
    /^\/project\/a\.js:3\nSyntaxError: Unexpected token ';'$/,
  ],
  ['no word for an error', 'one\ntwo', /^one\ntwo$/],
  ['colours', '\u001b[31mno compiler\u001b[0m here', /^no compiler here$/],
  ['nothing', '\n \n', /^$/],
])('finds the cause: %s', (_what, said, cause) => {
  expect(causeOf(said)).toMatch(cause);
});
