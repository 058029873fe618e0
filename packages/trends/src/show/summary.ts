import type { CheckedRun } from '../check/check-run.ts';
import { findingsOf } from './findings.ts';
import { headline } from './headline.ts';
import { resultGroups } from './results.ts';

/** A run as Markdown, for a pull request or the summary of a CI job: findings first, then all values. */
export function renderSummary(run: CheckedRun): string {
  const { id, commit } = run.report.run;
  const findings = findingsOf(run).map(
    ({ title, lines }) => `### ${title}\n\n${lines.map((line) => `- ${escape(line)}`).join('\n')}`,
  );
  const tables = resultGroups(run.report, run.verdicts.verdicts).map(({ title, rows }) =>
    [
      `**${escape(title)}**`,
      '',
      '| metric | value | 99 % interval | against the history | verdict | instrument |',
      '|---|--:|--:|--:|---|---|',
      ...rows.map(({ metric, value, interval, history, verdict, instrument }) =>
        ['', metric, value, interval, history, verdict, instrument, '']
          .map(escape)
          .join(' | ')
          .trim(),
      ),
    ].join('\n'),
  );
  return `${[
    `## ${headline(run)}`,
    `Run ${escape(id)}${commit === null ? '' : `, commit ${commit.sha.slice(0, 10)}${commit.dirty ? ' with changes' : ''}`}.`,
    ...findings,
    '<details><summary>All values</summary>',
    ...tables,
    '</details>',
  ].join('\n\n')}\n`;
}

/** Leaves letters, digits and plain punctuation, so that no name is taken for markup or a mention. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[!"#$&'*<=>?@[\\\]^_`{|}~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
