import { expect, test } from 'vitest';
import { commandLine } from './command.ts';

test.each([
  [['node', '--version'], 'node --version'],
  [['./a.sh', 'x=1', 'b/c.js'], './a.sh x=1 b/c.js'],
  [['awk', 'BEGIN { print }', ''], "awk 'BEGIN { print }' ''"],
  [['echo', "it's", 'a\n  b'], "echo 'it'\\''s' 'a b'"],
] as const)('%j reads as one would type it', (command, line) => {
  expect(commandLine(command)).toBe(line);
});
