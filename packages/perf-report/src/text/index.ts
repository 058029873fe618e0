export { renderDistribution } from './distribution.ts';
export { formatAge } from './format-age.ts';
export { formatPercent } from './format-percent.ts';
export { formatChange, formatDuration, formatRange, formatValue } from './format-value.ts';
export { renderBudget, renderMetrics } from './metrics-table.ts';
export { type Column, renderTable } from './table.ts';
