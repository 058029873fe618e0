import { Option } from 'commander';
import type { ProfileFlags } from '../profile/profile-arguments.ts';
import type { Declare } from './declare.ts';

export const declareProfile: Declare = (program, { signal, exitWith }) => {
  program
    .command('profile')
    .argument('<target>', 'a bench file, a script, or two .cpuprofile files')
    .argument('[args...]', 'arguments of the script, after --')
    .usage(
      '[options] <bench file | script> [-- <args…>]\n       perf-kit profile <a.cpuprofile> <b.cpuprofile>',
    )
    .description('draw a flame graph of a benchmark or a script, or of what grew between versions')
    .option('--grep <text>', 'only benchmarks with this text in their suite or name')
    .addOption(
      new Option('--tool <name>', 'profiler; install 0x for 0x, and clinic for the last three')
        .choices(['cpu', 'heap', '0x', 'doctor', 'bubbleprof', 'heapprofiler'])
        .default('cpu'),
    )
    .option(
      '--base <commit>',
      'also profile the benchmarks in this version, and show what grew since',
    )
    .option('--head <commit>', 'newer version to profile, with --base (default: the work tree)')
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

Exit code: 0 profiled; 2 something could not be profiled, or the script failed.`,
    )
    .action(async (target: string, args: string[], flags: ProfileFlags) => {
      const { profile } = await import('../commands/profile.ts');
      exitWith(await profile({ target, args, ...flags, signal }));
    });
};
