import { print } from '@night-pilot/perf-report/text';
import { examine, renderExamination } from '@night-pilot/perf-host/doctor';

export interface DoctorFlags {
  json?: true;
}

/** Examines this machine and prints what disturbs measurements. A finding is no failure. */
export async function doctor({ json }: DoctorFlags): Promise<0> {
  const examination = await examine();
  const text = json ? JSON.stringify(examination, null, 2) : renderExamination(examination);
  print(`${text}\n`);
  return 0;
}
