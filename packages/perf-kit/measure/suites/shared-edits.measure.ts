import { passOverEdits } from '@night-pilot/perf-calibrate/counts';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

/** Measures what the pass over all benchmarks of a file, in one process, makes of the generated edits of a calibration. */
export default defineMeasurement({
  name: 'edits in shared processes',
  limitMinutes: 120,
  metrics: {
    'planted edits called unchanged': { kind: 'count', unit: '1', better: 'lower' },
    'null edits called unchanged': { kind: 'ratio', unit: '1', better: 'higher' },
  },
  async run({ signal, progress }) {
    const { planted, nullEdits } = await passOverEdits({ signal, onProgress: progress });
    return {
      'planted edits called unchanged': planted.calledUnchanged,
      'null edits called unchanged': nullEdits.calledUnchanged / nullEdits.edits,
    };
  },
});
