import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { calibrationVersions, DEFAULT_SIZES } from './calibration-versions.ts';
import { comparisonKey } from './comparison-key.ts';
import { PROGRAM_NAMES } from './corpus/generated-programs.ts';

const ENVIRONMENT = 'instructions 0123456789ab 42';

// A whole calibration takes hours. Another key, program, edit or seed would make all existing records useless.
test.each([
  ['aa', '1eb52fb33de7fd94', '4a22c86709eafcfe', '3e758e9ad99868c2'],
  ['nullEdits', '2219b2eff2eacc90', 'dc9499d6b3410267', 'cf17c787fef270a1'],
  ['planted', 'efaa17a0bb9114d5', '0bebc436feaa4267', 'b4d817f1750b957e'],
] as const)('finds recorded comparisons again: %s', (kind, first, eighth, whole) => {
  const versions = calibrationVersions(PROGRAM_NAMES, DEFAULT_SIZES)[kind];
  const keys = versions.map((version) => comparisonKey(ENVIRONMENT, version));
  expect([keys[0], keys[7]]).toEqual([first, eighth]);
  const facts = versions.map((version, at) => [
    keys[at],
    version.program,
    version.label,
    'kind' in version ? version.kind : null,
    'share' in version ? version.share : null,
  ]);
  expect(createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)).toBe(whole);
});
