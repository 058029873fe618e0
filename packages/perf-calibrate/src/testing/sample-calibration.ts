import { type Calibration, CALIBRATION_SCHEMA_VERSION } from '../result/calibration.ts';
import { sampleEnvironment } from '@night-pilot/perf-report/testing';

/** Returns the calibration of an imaginary machine. */
export function sampleCalibration(changes: Partial<Calibration> = {}): Calibration {
  return {
    schemaVersion: CALIBRATION_SCHEMA_VERSION,
    calibratedAt: '2026-01-02T03:04:05.678Z',
    environment: sampleEnvironment(),
    visible: { state: 'visible', minEffect: 0.015 },
    wall: [
      {
        load: 'quiet',
        recorded: {
          forks: 1_020,
          pairs: 510,
          setAside: 5,
          cpuPressure: 0.012,
          leftOut: 1,
          from: '2026-01-02T02:50:00.000Z',
          until: '2026-01-02T03:00:00.000Z',
        },
        judged: {
          minEffect: 0.015,
          budgetMs: 60_000,
          comparisons: 1_000,
          alarms: { runs: 4_000, benchmarks: 50, alarms: 3, rate: 0.00075, upper95: 0.00194 },
          programs: [
            sampleProgram('values › JSON parsing', 0.017, 0.0262),
            sampleProgram('objects › allocation', 0.12, null),
            sampleProgram('objects › sorting', 0.04, 0.0443),
          ],
          any: { change: 0.0912, pairs: 30.2, ms: 27_100 },
        },
      },
    ],
    live: [
      {
        load: 'quiet',
        runs: 20,
        alarms: 0,
        upper95: 0.139,
        benchmarks: 10,
        meanPairs: 13.9,
        meanMs: 120_000,
        until: '2026-01-01T03:00:00.000Z',
      },
    ],
    counts: [],
    ...changes,
  };
}

function sampleProgram(program: string, spread: number, change: number | null) {
  const isFound = change !== null;
  return {
    program,
    pairs: 170,
    spread,
    smallest: { change, pairs: isFound ? 31.4 : 0, ms: isFound ? 28_200 : 0 },
    planted: {
      change: Math.max(0.05, spread),
      decided: isFound ? 0.98 : 0.2,
      found: 1,
      calledUnchanged: 0,
    },
    unchanged: spread < 0.02 ? 0.93 : 0,
  };
}
