import { nxRunner } from '../../run/nx-runner.ts';
import { runMainJob } from '../../run/run-main-job.ts';
import { headline } from '../../show/headline.ts';
import { progressDisplay } from '../../show/progress-display.ts';
import { renderResults } from '../../show/results-text.ts';
import { currentWorkspace, defaultStore } from '../workspace.ts';

export interface RunCommandOptions {
  quick?: boolean;
  project?: string;
  store?: string;
  signal: AbortSignal;
}

/** `perf-trends run`: the main job, with its progress on stderr and its results on stdout. */
export async function run(options: RunCommandOptions): Promise<0 | 1 | 2> {
  const workspace = currentWorkspace();
  const display = await progressDisplay(process.stderr);
  try {
    const job = await runMainJob({
      ...options,
      workspace,
      runner: nxRunner(workspace),
      store: options.store ?? defaultStore(workspace),
      onStatus: display.status,
      onEnd: display.end,
    });
    display.stop();
    const { folder, page } = job;
    process.stdout.write(
      [
        renderResults(job),
        '',
        `Report    ${folder.report}`,
        `Verdicts  ${folder.verdicts}`,
        `Summary   ${folder.summary}`,
        `Log       ${folder.log}`,
        `Pages     ${page}`,
        '',
        headline(job),
        '',
      ].join('\n'),
    );
    return job.outcome.exitCode;
  } finally {
    display.stop();
  }
}
