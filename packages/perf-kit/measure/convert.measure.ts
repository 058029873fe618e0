import { fileURLToPath } from 'node:url';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lossesOf, readForeign, roundTripFormats } from '@night-pilot/perf-convert';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

const FIXTURES = fileURLToPath(
  new URL('./fixtures', import.meta.resolve('@night-pilot/perf-convert')),
);

/** Formats that the content does not identify. */
const FROM: Readonly<Record<string, string>> = {
  'custom-smaller.json': 'customSmallerIsBetter',
  'custom-bigger.json': 'customBiggerIsBetter',
};

/** Has rounded texts, which `convert` refuses. */
const REFUSED = 'tinybench-table.json';

/** Writes every sample file of another tool in every format that `convert` also reads, and reads it back. */
export default defineMeasurement({
  name: 'convert',
  metrics: {
    'formats both read and written': { kind: 'count', unit: '1', better: 'higher' },
    'round trips': { kind: 'count', unit: '1', better: 'higher' },
    'round trips with a loss': { kind: 'count', unit: '1', better: 'lower' },
  },
  run: async () => {
    const context = { project: 'perf-kit', writtenAt: new Date() };
    const names = readdirSync(FIXTURES).filter(
      (name) => name.endsWith('.json') && name !== REFUSED,
    );
    const trips = names.flatMap((name) => {
      const text = readFileSync(join(FIXTURES, name), 'utf8');
      const { report } = readForeign(text, { ...context, source: name, from: FROM[name] });
      return roundTripFormats
        .map((format) => lossesOf(report, format, context))
        .filter((losses) => losses !== null);
    });
    return {
      'formats both read and written': roundTripFormats.length,
      'round trips': trips.length,
      'round trips with a loss': trips.filter((losses) => losses.length > 0).length,
    };
  },
});
