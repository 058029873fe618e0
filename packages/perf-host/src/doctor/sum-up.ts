import type { Instrument } from '@night-pilot/perf-report';
import type { Examination } from './examine.ts';
import type { Finding, FindingState } from './finding.ts';
import { INSTRUMENTS } from './instruments.ts';

const STATES: readonly FindingState[] = ['good', 'warn', 'bad', 'unknown'];

/** Sums up in one line: the number of findings of each state, and what that means for each instrument here. */
export function sumUp({ findings, system }: Examination): string {
  const counts = STATES.map((state) => ({
    state,
    count: findings.filter((finding) => finding.state === state).length,
  }));
  const counted = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  const instruments = INSTRUMENTS.map(({ instrument, on }) => {
    if (system !== null && on[system] === 'no') return `${instrument} not available`;
    return `${instrument} ${outlook(findings, instrument)}`;
  });
  return `${counted.join(', ')} · ${instruments.join(' · ')}`;
}

function outlook(findings: readonly Finding[], instrument: Instrument): string {
  const own = findings.filter(({ matters }) => matters.includes(instrument));
  const worst = own.filter(({ state }) => state === 'bad');
  if (worst.length > 0) return `disturbed (${worst.map(({ title }) => title).join(', ')})`;
  return own.some(({ state }) => state === 'warn') ? 'usable, with care' : 'ready';
}
