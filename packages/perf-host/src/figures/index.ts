export { defineFigures, type Figure } from './define-figures.ts';
export { renderFigures } from './figures-table.ts';
