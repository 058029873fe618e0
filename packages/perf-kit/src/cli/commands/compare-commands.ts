import { print } from '@night-pilot/perf-report/text';
import {
  COMMAND_INSTRUMENTS,
  type CommandInstrument,
  commandLine,
  compareCommands,
  renderCommands,
} from '@night-pilot/perf-compare/processes';
import {
  type ComparisonExitCode,
  exitCodeOf,
  renderComparison,
} from '@night-pilot/perf-compare/compare';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { ReportError } from '@night-pilot/perf-report';
import { findProject, type Project } from '@night-pilot/perf-report/workspace';
import { parseCommandPair } from '../command-pair.ts';
import { writeComparison } from '../write-comparison.ts';
import { showProgress } from '../progress.ts';
import type { CompareFlags } from './compare.ts';
import { parseInstruments } from './measure.ts';
import { parseDuration } from './quantities.ts';
import { notesOf, smallestEffect } from './smallest-effect.ts';

export interface CompareCommandsArguments extends CompareFlags {
  /** What follows `--`. */
  commands: readonly string[];
  /** What stands before it, where only options belong. */
  base: string | undefined;
  signal: AbortSignal;
}

/** Compares two commands of any kind and prints the verdicts. */
export async function compareCommandLines({
  commands,
  signal,
  ...flags
}: CompareCommandsArguments): Promise<ComparisonExitCode> {
  const pair = parseCommandPair(commands);
  assertForCommands(flags);
  const { instrument, budget, strict } = flags;
  const project = projectHere();
  const smallest = await smallestEffect(flags, project.root);
  const progress = showProgress(project.name, 'bench');
  const compared = await compareCommands({
    ...pair,
    project: project.name,
    cwd: process.cwd(),
    signal,
    instruments: instrument === undefined ? undefined : parseCommandInstruments(instrument),
    budgetMs: budget === undefined ? undefined : parseDuration('--budget', budget),
    minEffect: smallest.minEffect,
    onProgress: progress.update,
  }).finally(progress.end);
  const lines = { base: commandLine(pair.base), head: commandLine(pair.head) };
  const above = compared.verdicts.length === 0 ? [] : [renderCommands(lines, compared)];
  const notes = [...compared.notes, ...notesOf(compared, smallest)];
  const { lastLine } = compared;
  print(`${renderComparison(compared, { above, notes, lastLine })}\n`);
  await writeComparison(compared, project.root);
  return exitCodeOf(compared, { strict });
}

function assertForCommands({
  base,
  grep,
  project,
  profile,
  totalBudget,
}: Pick<CompareCommandsArguments, 'base' | 'grep' | 'project' | 'profile' | 'totalBudget'>): void {
  const options = {
    '--grep': grep,
    '--project': project,
    '--profile': profile,
    '--total-budget': totalBudget,
  };
  const what = base ?? Object.entries(options).find(([, value]) => value !== undefined)?.[0];
  if (what === undefined) return;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected options for commands alone before --, got ${what}, which is for versions of a project. Leave it out.`,
  );
}

function parseCommandInstruments(text: string): CommandInstrument[] {
  return parseInstruments(text).map((instrument) => {
    if (instrument !== 'allocated') return instrument;
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Commands are judged by ${COMMAND_INSTRUMENTS.join(', ')}; got "allocated", which looks into V8.`,
    );
  });
}

/** Commands need no project: outside of one the series belong to `commands`. */
function projectHere(): Project {
  try {
    return findProject();
  } catch (error) {
    if (error instanceof ReportError && error.code === 'PROJECT_NOT_FOUND') {
      return { name: 'commands', root: process.cwd() };
    }
    throw error;
  }
}
