import { Option } from 'commander';
import type { ProfileFlags } from '../profile/profile-arguments.ts';
import type { Declare } from './declare.ts';

export const declareProfile: Declare = (program, { signal, exitWith }) => {
  program
    .command('profile')
    .argument('<target>', 'a bench file, a script, or two .cpuprofile files')
    .argument('[args...]', 'of the script, after --')
    .usage(
      '[options] <bench file | script> [-- <args…>]\n       perf-kit profile <a.cpuprofile> <b.cpuprofile>',
    )
    .description(
      'where the time goes: a flame graph of a benchmark or a script, or of what differs',
    )
    .option('--grep <text>', 'only benchmarks with this text in their suite or name')
    .addOption(
      new Option(
        '--tool <name>',
        'what profiles; 0x, and clinic for the last three, are to be installed',
      )
        .choices(['cpu', 'heap', '0x', 'doctor', 'bubbleprof', 'heapprofiler'])
        .default('cpu'),
    )
    .option('--base <commit>', 'profile this version of the benchmarks too, and show what grew')
    .option('--head <commit>', 'against this version (default: the work tree as it is)')
    .addHelpText(
      'after',
      `
Examples:
  perf-kit profile bench/reads.bench.ts --grep "point read"
  perf-kit profile bench/reads.bench.ts --base main
  perf-kit profile app.mjs -- --port 3000
  perf-kit profile app.mjs --tool doctor
  perf-kit profile before.cpuprofile after.cpuprofile

Profiles (for Chrome's DevTools and VS Code) and flame graphs go to reports/profile.

Exit code: 0 profiled, 2 something could not be profiled, or the script failed.`,
    )
    .action(async (target: string, args: string[], flags: ProfileFlags) => {
      const { profile } = await import('../commands/profile.ts');
      exitWith(await profile({ target, args, ...flags, signal }));
    });
};
