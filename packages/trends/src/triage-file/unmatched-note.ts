import type { TriageEntry } from './triage-entry.ts';

/** Says that an entry of the triage file concerns no finding, and what that may mean. */
export function unmatchedNote({ state, metric, commit, line }: TriageEntry): string {
  const place = line === null ? '' : ` (line ${line})`;
  return `performance.toml: [[${state}]] "${metric}" at ${commit}${place} matches no finding: "perf-trends findings --all" lists them.`;
}
