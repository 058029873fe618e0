export { renderExamination } from './examination.ts';
export { type Examination, examine } from './examine.ts';
