import { styleText } from 'node:util';
import type {
  Calibration,
  LiveCalibration,
  NeededForChange,
  ProgramCalibration,
  WallCalibration,
} from './calibration.ts';
import type { CountCalibration } from '../counts/count-calibration-schema.ts';
import { LOADS, type MachineLoad } from '../machine/machine-load.ts';
import { plantedSlowdown } from './planted-slowdown.ts';
import { wallRules } from '@night-pilot/perf-compare/judge';
import {
  formatAge,
  formatDuration,
  formatPercent,
  renderTable,
} from '@night-pilot/perf-report/text';

/** One line of the table: a measurement, and the promise about it. */
export interface CalibrationLine {
  instrument: string;
  what: string;
  measured: string;
  /** Missing when there is no promise. */
  promised?: Promised;
}

interface Promised {
  limit: string;
  met: boolean;
}

/** Promises for every machine. */
const LIMITS = {
  forks: 1_000,
  alarms: 0.01,
  upper95: 0.015,
  decided: 0.9,
  found: 0.95,
  spread: 0.0005,
  foundOfOne: 1,
  foundOfHalf: 0.95,
} as const;

/** Share of the time during which some task waited for a CPU. Above it, the machine was not quiet. */
const MOST_PRESSURE = 0.1;

/** Renders a calibration: one line per measurement, a table of its programs, and the conclusions. */
export function renderCalibration(calibration: Calibration, now = new Date()): string {
  const { environment, wall, live, counts } = calibration;
  const timed = LOADS.flatMap((load) => [
    ...wall.filter((record) => record.load === load).flatMap((record) => wallLines(record, now)),
    ...live.filter((record) => record.load === load).map((record) => liveLine(record, now)),
  ]).filter(({ measured }) => measured !== '');
  const lines = [...counts.flatMap(countLines), ...timed];
  return [
    styleText(
      'bold',
      `${environment.cpuModel}, ${environment.cores} cores, Node ${environment.node}`,
    ),
    renderLines(lines),
    ...wall.map(({ load, judged }) => renderPrograms(load, judged?.programs ?? [])),
    conclusions(calibration).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function renderLines(lines: readonly CalibrationLine[]): string {
  return renderTable(
    [
      { title: 'instrument' },
      { title: 'what' },
      { title: 'measured', align: 'right' },
      { title: 'promised' },
    ],
    lines.map(({ instrument, what, measured, promised }) => [
      instrument,
      what,
      measured,
      promised === undefined ? '' : renderPromised(promised),
    ]),
  );
}

function renderPromised({ limit, met }: Promised): string {
  return styleText(met ? 'green' : 'red', `${limit} ${met ? 'met' : 'missed'}`);
}

function wallLines({ load, recorded, judged }: WallCalibration, now: Date): CalibrationLine[] {
  const { forks, pairs, setAside, until, cpuPressure } = recorded;
  const line = (what: string, measured: string, promised?: Promised): CalibrationLine => ({
    instrument: `wall, ${load}`,
    what,
    measured,
    ...(promised && { promised }),
  });
  return [
    line(`forks recorded (the last: ${formatAge(until, now)})`, inThousands(forks), {
      limit: `≥ ${inThousands(LIMITS.forks)}`,
      met: forks >= LIMITS.forks,
    }),
    line('pairs set aside, because a fork was disturbed', formatPercent(setAside / pairs)),
    line(
      'time during which some task waited for a CPU, median fork',
      cpuPressure === null ? 'unknown' : formatPercent(cpuPressure),
    ),
    ...(judged === null ? [] : judgedLines(judged).map((args) => line(...args))),
  ];
}

type LineArguments = [what: string, measured: string, promised?: Promised];

function judgedLines({ alarms, programs, any }: NonNullable<WallCalibration['judged']>) {
  const planted = plantedSlowdown(programs);
  const typical = typicalOf(programs);
  const lines: LineArguments[] = [
    [
      `runs of ${alarms.benchmarks} benchmarks without a change that raise an alarm`,
      `${alarms.alarms} of ${inThousands(alarms.runs)}`,
      atMost(alarms.rate, LIMITS.alarms),
    ],
    [
      'the same, upper 95 % bound',
      formatPercent(alarms.upper95),
      atMost(alarms.upper95, LIMITS.upper95),
    ],
  ];
  if (planted !== null) {
    const { least, most, decided, found, calledUnchanged } = planted;
    const size = `${formatPercent(least)} to ${formatPercent(most)}, what pairs spread by`;
    lines.push(
      [
        `planted slowdowns (${size}): decided`,
        formatPercent(decided),
        atLeast(decided, LIMITS.decided),
      ],
      ['found, of those decided', formatPercent(found), atLeast(found, LIMITS.found)],
      [
        'called unchanged, of all of these',
        inThousands(calledUnchanged),
        { limit: '≤ 0', met: calledUnchanged === 0 },
      ],
    );
  }
  lines.push(
    ['slowdown found in 95 % of comparisons, typical program', changeOf(typical)],
    ['cost of finding it', takes(typical)],
    ['slowdown found in 95 % of comparisons, any program', changeOf(any)],
    ['cost of finding it', takes(any)],
  );
  return lines;
}

function countLines({ instrument, programs, aa, nullEdits, planted }: CountCalibration) {
  const none = ({ alarms }: { alarms: number }) => ({ limit: '≤ 0', met: alarms === 0 });
  const lines: LineArguments[] = [
    [
      'unchanged programs that raise an alarm, all cores busy',
      `${aa.alarms} of ${aa.comparisons}`,
      none(aa),
    ],
    [
      'counts of an unchanged program differ by',
      formatPercent(aa.largestSpread, { digits: 2 }),
      {
        limit: `≤ ${formatPercent(LIMITS.spread, { digits: 2 })}`,
        met: aa.largestSpread <= LIMITS.spread,
      },
    ],
    [
      'edits that change nothing and raise an alarm',
      `${nullEdits.alarms} of ${nullEdits.comparisons}`,
      none(nullEdits),
    ],
    [
      'largest change of a count by one of these',
      formatPercent(nullEdits.inPlace.largestMove, { digits: 2 }),
    ],
    [
      'largest change when code moves to another file',
      formatPercent(nullEdits.moved.largestMove, { digits: 2 }),
    ],
  ];
  for (const { share, edits, found, medianSeconds } of planted) {
    const limit = share < 0.01 ? LIMITS.foundOfHalf : LIMITS.foundOfOne;
    lines.push([
      `planted edits of ${formatPercent(share)} found`,
      `${found} of ${edits}`,
      atLeast(found / edits, limit),
    ]);
    if (medianSeconds === null) continue;
    lines.push([
      'time to find one, median, several at a time',
      formatDuration(medianSeconds * 1_000),
      { limit: '≤ 60 s', met: medianSeconds <= 60 },
    ]);
  }
  for (const { name, notCounted } of programs) {
    if (notCounted !== null) lines.push([`not counted: ${name}`, notCounted]);
  }
  return lines.map(([what, measured, promised]): CalibrationLine => ({
    instrument,
    what,
    measured,
    ...(promised && { promised }),
  }));
}

function liveLine(live: LiveCalibration, now: Date): CalibrationLine {
  const { load, runs, alarms, benchmarks, meanPairs, meanMs, until } = live;
  const each = `${Math.round(meanPairs)} pairs, ${formatDuration(meanMs)}`;
  return {
    instrument: `wall, ${load}`,
    what: `live runs of ${benchmarks} benchmarks (${each} each) that raise an alarm (the last: ${formatAge(until, now)})`,
    measured: `${alarms} of ${runs}`,
    promised: atMost(alarms / runs, LIMITS.alarms),
  };
}

function renderPrograms(load: MachineLoad, programs: readonly ProgramCalibration[]): string {
  if (programs.length === 0) return '';
  return renderTable(
    [
      { title: `program, ${load}` },
      { title: 'pairs spread by', align: 'right' },
      { title: 'found in 95 %', align: 'right' },
      { title: 'cost of finding it', align: 'right' },
      { title: 'planted slowdown found', align: 'right' },
      { title: 'called unchanged', align: 'right' },
    ],
    programs.map(({ program, spread, smallest, planted, unchanged }) => [
      program,
      formatPercent(spread),
      changeOf(smallest),
      takes(smallest),
      `${formatPercent(planted.decided * planted.found)} of ${formatPercent(planted.change)}`,
      formatPercent(unchanged),
    ]),
  );
}

/** Returns the median program by the slowdown found; of two, the better one. */
function typicalOf(programs: readonly ProgramCalibration[]): NeededForChange {
  const sorted = programs
    .map(({ smallest }) => smallest)
    .sort((record, other) => (record.change ?? Infinity) - (other.change ?? Infinity));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? { change: null, pairs: 0, ms: 0 };
}

function conclusions({ visible, wall }: Calibration): string[] {
  const lines = [visibleLine(visible)];
  for (const { load, recorded, judged } of wall) {
    const { forks, leftOut, cpuPressure } = recorded;
    if (judged === null) lines.push(`Too few ${load} pairs to judge: each program needs 20.`);
    if (forks < LIMITS.forks) {
      const missing = inThousands(LIMITS.forks - forks);
      const command = load === 'loaded' ? 'perf-kit calibrate --loaded' : 'perf-kit calibrate';
      lines.push(`${missing} ${load} forks are missing. Continue: ${command}`);
    }
    if (leftOut > 0) {
      const skipped = leftOut === 1 ? '1 line' : `${leftOut} lines`;
      lines.push(`Left out: ${skipped} of the ${load} record, cut off while being written.`);
    }
    if (load === 'quiet' && (cpuPressure ?? 0) > MOST_PRESSURE) {
      lines.push(
        'The machine was not quiet. End other programs (perf-kit doctor names them), then run: perf-kit calibrate --again',
      );
    }
  }
  return lines;
}

function visibleLine(visible: Calibration['visible']): string {
  const what = 'The smallest effect that matters in perf-kit compare';
  const builtIn = `${what} stays ${formatPercent(wallRules().minEffect)}, the built-in one`;
  switch (visible.state) {
    case 'visible':
      return `${what} is ${formatPercent(visible.minEffect)} on this machine: it can exclude such a change, and still finds 5 %.`;
    case 'too-noisy':
      return `${builtIn}: this machine is too noisy to exclude a change and still find 5 %.`;
    case 'too-few-pairs':
      return `${builtIn}, until there are more quiet forks.`;
  }
}

function changeOf({ change }: NeededForChange): string {
  return change === null ? 'none' : formatPercent(change);
}

function takes({ change, pairs, ms }: NeededForChange): string {
  if (change === null) return '';
  return `${Math.round(pairs)} pairs (${Math.round(2 * pairs)} forks), ${formatDuration(ms)}`;
}

function atMost(value: number, limit: number): Promised {
  return { limit: `≤ ${formatPercent(limit)}`, met: value <= limit };
}

function atLeast(value: number, limit: number): Promised {
  return { limit: `≥ ${formatPercent(limit)}`, met: value >= limit };
}

function inThousands(value: number): string {
  return value.toLocaleString('en');
}
