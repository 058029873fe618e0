import { expect, test } from 'vitest';
import { TrendsError } from '../errors.ts';
import { parseTriageFile } from './parse-triage-file.ts';

const parse = (toml: string) => parseTriageFile(toml, 'performance.toml');

test('reads entries with their lines, the expected ones first', () => {
  const entries = parse(`
[[acknowledged]]
metric = "db › *"
commit = "1A2B3C4D"
reason = "is being fixed"
link = "https://example.com/issues/7"
author = "Ada"

[[expected]]
metric = 'db › writes › insert'
instrument = "instructions"
commit = "89abcde"
reason = "checks every row now"
`);
  expect(entries).toEqual([
    {
      state: 'expected',
      metric: 'db › writes › insert',
      instrument: 'instructions',
      commit: '89abcde',
      reason: 'checks every row now',
      line: 9,
    },
    {
      state: 'acknowledged',
      metric: 'db › *',
      commit: '1a2b3c4d',
      reason: 'is being fixed',
      link: 'https://example.com/issues/7',
      author: 'Ada',
      line: 2,
    },
  ]);
});

test('has no entry in an empty file', () => {
  expect(parse('# nothing yet\n')).toEqual([]);
});

test('names no line when the headers in the text are not those of the entries', () => {
  const [entry] = parse(
    `[[expected]]\nmetric = "a"\ncommit = "1234567"\nreason = """\n[[expected]]\n"""`,
  );
  expect(entry?.line).toBeNull();
});

const entry = (fields: string) => `# first line\n[[expected]]\n${fields}`;
const whole = 'metric = "a"\ncommit = "1234567"\nreason = "b"\n';

test.each([
  [
    'no TOML',
    'metric = ',
    /^performance\.toml: line 1, column \d+: it is no TOML: .+\. Correct it/,
  ],
  ['a key twice', entry(`${whole}metric = "c"`), /line 6, column \d+: it is no TOML/],
  [
    'a missing field',
    entry('metric = "a"\nreason = "b"'),
    /entry 1 of \[\[expected\]\] \(line 2\): commit: expected a commit in quotes, got nothing\. Correct it/,
  ],
  [
    'a commit that is too short',
    entry('metric = "a"\nreason = "b"\ncommit = "123456"'),
    /commit: expected 7 to 64 hexadecimal digits of a commit, got "123456"/,
  ],
  [
    'a commit without quotes',
    entry('metric = "a"\nreason = "b"\ncommit = 1234567'),
    /commit: expected a commit in quotes, got 1234567/,
  ],
  [
    'an empty reason',
    entry('metric = "a"\ncommit = "1234567"\nreason = " "'),
    /reason: expected a/,
  ],
  ['an unknown field', entry(`${whole}note = "c"`), /expected metric, .+ only, got "note"/],
  ['an unknown kind', '[[expect]]\nmetric = "a"', /expected \[\[expected\]\] and .+, got "expect"/],
  ['a table', '[expected]\nmetric = "a"', /expected: expected entries that each begin with/],
  ['an unknown instrument', entry(`${whole}instrument = "cpu"`), /expected one of wall, .+"cpu"/],
  [
    'a link that runs code',
    entry(`${whole}link = "javascript:alert(1)"`),
    /link: expected an addr/,
  ],
  ['a long value', entry(`${whole}instrument = "${'x'.repeat(10_000)}"`), /"x{59} …\. Correct/],
  ['deep nesting', `a = ${'['.repeat(100_000)}`, /it is no TOML/],
])('refuses %s in one sentence that says where', (_, toml, message) => {
  const error = thrown(() => parse(toml));
  expect(error).toBeInstanceOf(TrendsError);
  expect(error).toMatchObject({ code: 'TRIAGE_FILE_INVALID' });
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain('\n');
});

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
