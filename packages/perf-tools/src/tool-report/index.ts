export type { MetricSource, ToolMetric } from './metric-source.ts';
export { saveReport, type SaveReportOptions } from './save-report.ts';
