export { renderDistribution } from './distribution.ts';
export { formatAge } from './format-age.ts';
export { formatPercent } from './format-percent.ts';
export { formatChange, formatDuration, formatRange, formatValue } from './format-value.ts';
export { markdownText } from './markdown-text.ts';
export { renderBudget, renderMetrics } from './metrics-table.ts';
export { print, printError } from './print.ts';
export { printable, printableJson, printableStyled } from './printable.ts';
export { type Column, renderTable } from './table.ts';
