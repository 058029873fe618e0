import { parseReport } from '../../report/file.ts';
import { notJson } from '../foreign-file.ts';
import { type Format, hasKeys } from '../format.ts';

/** perf-kit's own format, whole. It says itself whose its metrics are. */
export const perfReport: Format = {
  name: 'perf-report',
  title: 'PerfReport, what perf-kit writes',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'schemaVersion') && !hasKeys(value, 'verdicts'),
    read: ({ source, value, jsonError }) => {
      if (jsonError !== null) throw notJson(source, jsonError, 'a PerfReport');
      const notes: string[] = [];
      const report = parseReport(value, source, { onNote: (note) => notes.push(note) });
      return { report, notes };
    },
  },
  writer: (report) => ({ text: JSON.stringify(report), notes: [] }),
};
