/** CPU time of all cores since boot, in ticks of 10 ms. */
export interface CpuTicks {
  stolen: number;
  total: number;
}

/**
 * The first line of `/proc/stat`. Its ninth word is what the hypervisor gave to others; guest time
 * (tenth and eleventh) is part of user time already.
 *
 * @returns null where the text has no such line.
 */
export function parseCpuTicks(procStat: string | null): CpuTicks | null {
  const line = /^cpu +([\d ]+)$/m.exec(procStat ?? '')?.[1];
  if (line === undefined) return null;
  const fields = line.trim().split(/ +/).map(Number).slice(0, 8);
  return { stolen: fields[7] ?? 0, total: fields.reduce((sum, ticks) => sum + ticks, 0) };
}
