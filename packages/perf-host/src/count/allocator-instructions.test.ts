import { expect, test } from 'vitest';
import { allocatorInstructions } from './allocator-instructions.ts';

const HEADER = 'version: 1\npositions: line\nevents: Ir\n';

test('adds up the instructions of the inner functions of malloc, without those that they call', () => {
  const text = `${HEADER}
fl=(1) node.cc
fn=(7) query
12 400
cfi=(2) malloc.c
cfn=(9) malloc
calls=3 3287
* 900
+1 20

fl=(2)
fn=(9)
3287 60
+2 30
cfn=(11) _int_malloc
calls=3 3768
* 810

fn=(11)
3768 300
-40 100
fi=(3) arena.c
162 10
fe=(2)
cfn=(12) unlink_chunk.constprop.0
calls=2 1622
+8 400
* 5

fn=(12)
1622 400

fn=(13) malloc_usable_size
1 50

summary: 1375
`;
  expect(allocatorInstructions(text)).toBe(300 + 100 + 10 + 5 + 400);
});

test('returns 0 when malloc has no symbols, and ignores functions of similar names', () => {
  const functions = [
    '(1) 0x00000000000a5b10',
    '(2) my_int_malloc',
    '(3) sysmallocator',
    '(4) free',
  ];
  const text = functions.map((name, at) => `fn=${name}\n${at + 1} 10\n`).join('\n');
  expect(allocatorInstructions(HEADER + text)).toBe(0);
});
