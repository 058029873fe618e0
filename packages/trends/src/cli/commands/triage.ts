import { userInfo } from 'node:os';
import { gitLines } from '@night-pilot/perf-report/process';
import { TrendsError } from '../../errors.ts';
import { triage } from '../../findings/triage.ts';
import type { FindingState } from '../../store/schema.ts';
import { render } from './findings.ts';
import { withStore } from './with-store.ts';

export interface TriageCommandOptions {
  store?: string;
  expect?: boolean;
  acknowledge?: boolean;
  reopen?: boolean;
  note?: string;
  link?: string;
  author?: string;
}

/** `perf-trends triage`: gives a finding a state. */
export async function triageFinding(id: string, options: TriageCommandOptions): Promise<void> {
  const state = stateOf(options);
  const { store, note, link, author = currentAuthor() } = options;
  const found = await withStore(
    store,
    (history) => triage(history, id, { state, note, link, author }),
    {
      mustExist: true,
    },
  );
  process.stdout.write(`${render(found)}\n`);
}

function stateOf({ expect, acknowledge, reopen }: TriageCommandOptions): FindingState {
  const chosen: FindingState[] = [
    ...(expect ? (['expected'] as const) : []),
    ...(acknowledge ? (['acknowledged'] as const) : []),
    ...(reopen ? (['new'] as const) : []),
  ];
  const [state] = chosen;
  if (state !== undefined && chosen.length === 1) return state;
  throw new TrendsError(
    'OPTIONS_WRONG',
    `Expected one of --expect, --acknowledge and --reopen, got ${chosen.length === 0 ? 'none' : 'several'}.`,
  );
}

/** Returns the name that git knows, or that of the user; null where there is neither. */
function currentAuthor(): string | null {
  const [name] = gitLines(process.cwd(), ['config', 'user.name']) ?? [];
  if (name !== undefined) return name;
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
