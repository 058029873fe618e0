import { styleText } from 'node:util';
import type { Examination } from './examine.ts';
import type { Finding, FindingState } from './finding.ts';
import { INSTRUMENTS, type SystemKind } from './instruments.ts';
import { sumUp } from './sum-up.ts';
import { renderTable } from '@night-pilot/perf-report/text';

const SIGNS = {
  good: { sign: '✓', colour: 'green' },
  warn: { sign: '!', colour: 'yellow' },
  bad: { sign: '✗', colour: 'red' },
  unknown: { sign: '?', colour: 'gray' },
} as const satisfies Record<FindingState, unknown>;

const SYSTEMS: Record<SystemKind, string> = {
  'linux-valgrind': 'Linux with Valgrind',
  linux: 'Linux without Valgrind',
  macos: 'macOS',
  windows: 'Windows',
};

/** Renders an examination: a table of findings, what to do, what can be measured where, and one line that sums up. */
export function renderExamination(examination: Examination): string {
  const { machine, findings, system } = examination;
  return [
    styleText('bold', machine),
    '',
    renderTable(
      [{ title: 'state' }, { title: 'check' }, { title: 'found' }],
      findings.map(({ state, title, found }) => [mark(state), title, found]),
    ),
    ...adviceOf(findings),
    '',
    renderTable(
      [
        { title: 'instrument' },
        ...Object.entries(SYSTEMS).map(([kind, name]) => ({
          title: kind === system ? `${name} (here)` : name,
        })),
      ],
      INSTRUMENTS.map(({ instrument, on }) => [
        instrument,
        ...Object.keys(SYSTEMS).map((kind) => on[kind as SystemKind]),
      ]),
    ),
    '',
    sumUp(examination),
  ].join('\n');
}

function mark(state: FindingState): string {
  const { sign, colour } = SIGNS[state];
  return styleText(colour, `${sign} ${state}`);
}

function adviceOf(findings: readonly Finding[]): string[] {
  const lines = findings.flatMap(({ title, advice, matters }) =>
    advice === null
      ? []
      : [`  ${styleText('bold', title)} (${matters.join(', ')})`, `    ${advice}`],
  );
  return lines.length === 0 ? [] : ['', 'What to do', ...lines];
}
