import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { findPlant } from './profile/find-plant.ts';
import { INLINED_PLANTS } from './profile/inlined-plants.ts';
import { PLANTS } from './profile/plants.ts';

/**
 * Counts the programs in which the differential profile first names the function that was made slower: of 20 functions, and
 * of 18 that V8 compiles into their callers. Also counts the programs in which it names no function.
 */
export default defineMeasurement({
  name: 'differential profiles',
  limitMinutes: 60,
  metrics: {
    'plants named first': { kind: 'count', unit: '1', better: 'higher' },
    'inlined plants named first': { kind: 'count', unit: '1', better: 'higher' },
    'plants without a named function': { kind: 'count', unit: '1', better: 'lower' },
  },
  async run({ signal, progress }) {
    const root = await mkdtemp(join(tmpdir(), 'perf-kit-plants-'));
    const named = { apart: 0, inlined: 0 };
    let nameless = 0;
    try {
      for (const [index, plant] of [...PLANTS, ...INLINED_PLANTS].entries()) {
        progress(index, PLANTS.length + INLINED_PLANTS.length);
        const found = await findPlant(plant, { folder: join(root, String(index)), signal });
        if (found.isNamed) named[index < PLANTS.length ? 'apart' : 'inlined'] += 1;
        if (found.isNamelessTable) nameless += 1;
      }
      return {
        'plants named first': named.apart,
        'inlined plants named first': named.inlined,
        'plants without a named function': nameless,
      };
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
});
