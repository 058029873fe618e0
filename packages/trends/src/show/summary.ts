import { markdownText } from '@night-pilot/perf-report/text';
import type { CheckedRun } from '../check/check-run.ts';
import { metBudgets, openBudgets } from './budget-lines.ts';
import { findingsOf } from './findings.ts';
import { firstVerdicts } from './first-verdicts.ts';
import { headline } from './headline.ts';
import { type ResultGroup, resultGroups } from './results.ts';
import type { Section } from './section.ts';
import { countsText, suiteSummaries } from './suites.ts';

/**
 * Renders a run as Markdown, for a pull request or the summary of a CI job: findings, budgets that
 * are not met, one line for each suite, then all values, folded.
 */
export function renderSummary(run: CheckedRun): string {
  const { id, commit } = run.report.run;
  const note = firstVerdicts(run);
  return `${[
    `## ${headline(run)}`,
    `Run ${markdownText(id)}${commit === null ? '' : `, commit ${commit.sha.slice(0, 10)}${commit.dirty ? ' with changes' : ''}`}.`,
    ...findingsOf(run).map(renderSection),
    ...openBudgets(run).map(renderSection),
    renderSuites(run),
    ...(note === null ? [] : [note]),
    '<details><summary>All values</summary>',
    ...resultGroups(run.report, run.verdicts.verdicts).map(renderGroup),
    ...metBudgets(run).map(renderSection),
    '</details>',
  ].join('\n\n')}\n`;
}

function renderSection({ title, lines }: Section): string {
  return `### ${title}\n\n${lines.map((line) => `- ${markdownText(line)}`).join('\n')}`;
}

function renderSuites(run: CheckedRun): string {
  return [
    '| suite | metrics | verdicts | budgets |',
    '|---|--:|---|---|',
    ...suiteSummaries(run).map(({ title, metrics, verdicts, budgets }) =>
      renderCells([title, String(metrics), countsText(verdicts), countsText(budgets)]),
    ),
  ].join('\n');
}

function renderGroup({ title, rows }: ResultGroup): string {
  return [
    `**${markdownText(title)}**`,
    '',
    '| metric | value | 99 % interval | against the history | verdict | instrument |',
    '|---|--:|--:|--:|---|---|',
    ...rows.map(({ metric, value, interval, history, verdict, instrument }) =>
      renderCells([metric, value, interval, history, verdict, instrument]),
    ),
  ].join('\n');
}

function renderCells(cells: readonly string[]): string {
  return ['', ...cells, ''].map(markdownText).join(' | ').trim();
}
