/** CPU time of all cores since boot, in ticks of 10 ms. */
export interface CpuTicks {
  stolen: number;
  total: number;
}

/**
 * Reads the first line of `/proc/stat`. Its ninth word is the time that the hypervisor gave to others; guest time (tenth
 * and eleventh) is already part of user time.
 *
 * @returns null when the text has no such line.
 */
export function parseCpuTicks(procStat: string | null): CpuTicks | null {
  const line = /^cpu +([\d ]+)$/m.exec(procStat ?? '')?.[1];
  if (line === undefined) return null;
  const fields = line.trim().split(/ +/).map(Number).slice(0, 8);
  return { stolen: fields[7] ?? 0, total: fields.reduce((sum, ticks) => sum + ticks, 0) };
}
