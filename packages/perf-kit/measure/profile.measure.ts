import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineMeasurement } from '../src/measurement/define-measurement.ts';
import { findPlant } from './profile/find-plant.ts';
import { PLANTS } from './profile/plants.ts';

/** In how many of 20 programs with one function made slower the differential profile names that function first. */
export default defineMeasurement({
  name: 'differential profiles',
  limitMinutes: 15,
  metrics: { 'plants named first': { kind: 'count', unit: '1', better: 'higher' } },
  async run({ signal, progress }) {
    const root = await mkdtemp(join(tmpdir(), 'perf-kit-plants-'));
    try {
      let named = 0;
      for (const [index, plant] of PLANTS.entries()) {
        progress(index, PLANTS.length);
        const found = await findPlant(plant, { folder: join(root, String(index)), signal });
        if (found.isNamed) named += 1;
      }
      return { 'plants named first': named };
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
});
