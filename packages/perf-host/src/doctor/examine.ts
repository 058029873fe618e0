import os from 'node:os';
import { measureClock } from '../bench/host/clock.ts';
import { findValgrind } from '../count/find-valgrind.ts';
import { busyProcesses } from './busy-processes.ts';
import { checkClockResolution } from './clock-resolution.ts';
import { checkClockSource } from './clock-source.ts';
import { checkCores } from './cores.ts';
import type { Finding } from './finding.ts';
import { checkGovernor } from './governor.ts';
import { checkLoad } from './load.ts';
import { checkNodeFlags } from './node-flags.ts';
import { observe } from './observe.ts';
import { checkPower } from './power.ts';
import { checkPressure } from './pressure.ts';
import { checkQuota } from './quota.ts';
import { checkSmt } from './smt.ts';
import { checkSteal } from './steal.ts';
import { checkSwap } from './swap.ts';
import { systemFiles } from './system-files.ts';
import { type SystemKind, systemKind } from './instruments.ts';
import { checkTurbo } from './turbo.ts';
import { checkValgrind } from './valgrind.ts';
import { checkVirtualisation } from './virtualisation.ts';

const LOOK_MS = 1000;

/** Result of `perf-kit doctor`. */
export interface Examination {
  /** For example `AMD EPYC, Linux 6.18.44, Node 24.21.0`. */
  machine: string;
  /** null on a system that perf-kit does not support. */
  system: SystemKind | null;
  findings: Finding[];
}

/** Examines this machine for about a second. On systems other than Linux most findings are `unknown`. */
export async function examine(): Promise<Examination> {
  const files = systemFiles();
  const isLinux = process.platform === 'linux';
  const { before, after, elapsedMs, othersCpuMs } = await observe(files, LOOK_MS);
  const cores = os.availableParallelism();
  const valgrind = findValgrind();
  return {
    machine: `${os.cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${os.type()} ${os.release()}`,
    system: systemKind(process.platform, valgrind.state === 'found'),
    findings: [
      checkLoad({
        elapsedMs,
        cpuMs: othersCpuMs,
        processes: busyProcesses(before, after, process.pid),
      }),
      checkPressure(before, after, elapsedMs),
      checkSteal(before, after),
      checkQuota(before, after, cores),
      checkSwap(before, after),
      checkCores(cores, os.cpus().length),
      checkGovernor(files),
      checkTurbo(files),
      checkSmt(files),
      checkPower(files, isLinux),
      checkVirtualisation(files),
      checkClockSource(files),
      checkClockResolution({
        performanceNow: measureClock(),
        hrtime: measureClock(() => Number(process.hrtime.bigint())),
      }),
      checkNodeFlags({
        version: process.version,
        flags: [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)],
        coverage: process.env['NODE_V8_COVERAGE'],
      }),
      checkValgrind(valgrind),
    ],
  };
}
