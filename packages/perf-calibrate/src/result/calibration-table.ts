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

/** One line of the table: what was found out, and what is promised of it. */
export interface CalibrationLine {
  instrument: string;
  what: string;
  measured: string;
  /** Where nothing is promised, nothing. */
  promised?: Promised;
}

interface Promised {
  limit: string;
  met: boolean;
}

/** What is promised of every machine. */
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

/** When some task waited for a CPU for more than this share of the time, the machine was not left alone. */
const MOST_PRESSURE = 0.1;

/** What a calibration found out: a line for each thing, its programs one by one, and what follows from it. */
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
      'time for which some task waited for a CPU, median fork',
      cpuPressure === null ? 'not told' : formatPercent(cpuPressure),
    ),
    ...(judged === null ? [] : judgedLines(judged).map((args) => line(...args))),
  ];
}

type LineArguments = [what: string, measured: string, promised?: Promised];

function judgedLines({ alarms, programs, any }: NonNullable<WallCalibration['judged']>) {
  const planted = plantedSlowdown(programs);
  const where = `where pairs spread by at most 5 % (${planted?.programs ?? 0} of ${programs.length} programs)`;
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
  if (planted === null) lines.push([`planted 5 %, ${where}`, 'no such program']);
  else {
    const { decided, found, calledUnchanged } = planted;
    lines.push(
      [`planted 5 %, ${where}: decided`, formatPercent(decided), atLeast(decided, LIMITS.decided)],
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
    ['what that takes', takes(typical)],
    ['slowdown found in 95 % of comparisons, any program', changeOf(any)],
    ['what that takes', takes(any)],
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
      'the most that one of these moves a count',
      formatPercent(nullEdits.inPlace.largestMove, { digits: 2 }),
    ],
    [
      'the most where code moves to another file',
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
      'what finding one takes, median, several at a time',
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
      { title: 'what that takes', align: 'right' },
      { title: 'planted 5 % found', align: 'right' },
      { title: 'unchanged told', align: 'right' },
    ],
    programs.map(({ program, spread, smallest, planted, unchanged }) => [
      program,
      formatPercent(spread),
      changeOf(smallest),
      takes(smallest),
      formatPercent(planted.decided * planted.found),
      formatPercent(unchanged),
    ]),
  );
}

/** The one in the middle by what is found of it; of two, the better. */
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
    if (judged === null) lines.push(`Too few ${load} pairs to judge: 20 a program are needed.`);
    if (forks < LIMITS.forks) {
      const missing = inThousands(LIMITS.forks - forks);
      const command = load === 'loaded' ? 'perf-kit calibrate --loaded' : 'perf-kit calibrate';
      lines.push(`${missing} ${load} forks are missing: ${command} goes on.`);
    }
    if (leftOut > 0) {
      const were = leftOut === 1 ? '1 line was' : `${leftOut} lines were`;
      lines.push(`Of the ${load} record ${were} cut off while it was written: left out.`);
    }
    if (load === 'quiet' && (cpuPressure ?? 0) > MOST_PRESSURE) {
      lines.push(
        'The machine was not quiet: end what else runs on it, and record --again. perf-kit doctor names what runs.',
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
      return `${what} is ${formatPercent(visible.minEffect)} on this machine: it can tell that no such change is there, and still finds 5 %.`;
    case 'too-noisy':
      return `${builtIn}: this machine is too noisy to tell that nothing changed and still find 5 %.`;
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
