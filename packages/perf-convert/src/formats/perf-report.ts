import { parseReport } from '@night-pilot/perf-report';
import { printableJson } from '@night-pilot/perf-report/text';
import { notJson } from '../foreign-file.ts';
import { distinguish } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';

/** perf-kit's own format, complete. It names its projects and its run. */
export const perfReport: Format = {
  name: 'perf-report',
  title: 'PerfReport, the format of perf-kit',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'schemaVersion') && !hasKeys(value, 'verdicts'),
    read: ({ source, value, jsonError }, { run = {}, instrument }) => {
      if (jsonError !== null) throw notJson(source, jsonError, 'a PerfReport');
      const notes: string[] = [];
      const report = parseReport(value, source, { onNote: (note) => notes.push(note) });
      const metrics =
        instrument === undefined
          ? report.metrics
          : distinguish(report.metrics.map((metric) => ({ ...metric, instrument })));
      return { report: { ...report, run: { ...report.run, ...run }, metrics }, notes };
    },
  },
  writer: (report) => ({ text: printableJson(report), notes: [] }),
};
