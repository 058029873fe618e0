import type { Draw } from './draw.ts';
import {
  abbreviations,
  adjectives,
  columns,
  departments,
  firstNames,
  goals,
  jobAreas,
  lastNames,
  qualities,
  things,
} from './words.ts';

type Writes = (draw: Draw) => string;

const component: Writes = (draw) => `${draw.of(adjectives)} ${draw.of(things)}`;
const person: Writes = (draw) => `${draw.of(firstNames)} ${draw.of(lastNames)}`;
const folders = ['src/api', 'src/store', 'src/ui', 'packages/core/src', 'services/billing', 'docs'];
const endings = ['ts', 'ts', 'tsx', 'sql', 'md', 'test.ts'];
const file: Writes = (draw) =>
  `${draw.of(folders)}/${draw.of(things).replaceAll(' ', '-')}-${draw.of(columns).toLowerCase()}.${draw.of(endings)}`;

const verbs = [
  'Refactor',
  'Review',
  'Document',
  'Benchmark',
  'Migrate',
  'Simplify',
  'Rewrite',
  'Test',
];
const periods = ['Nightly', 'Daily', 'Weekly', 'Monthly'];

const titles: readonly Writes[] = [
  (draw) => `${draw.of(verbs)} the ${component(draw)}`,
  (draw) => `${draw.of(verbs)} ${file(draw)}`,
  (draw) => `${draw.of(periods)} summary of ${draw.of(goals)} for ${draw.of(departments)}`,
  (draw) => `${draw.of(periods)} report: ${draw.of(abbreviations)} ${draw.of(things)}`,
  (draw) => `Why is the ${component(draw)} slow?`,
  (draw) => `Plan the ${draw.of(qualities)} ${draw.of(things)} with ${person(draw)}`,
  (draw) => `Draft: ${draw.of(jobAreas)} update for ${person(draw)}`,
  (draw) => `Fix "${draw.of(columns)} is undefined" in ${file(draw)}`,
];

const sentences: readonly Writes[] = [
  (draw) => `Read ${file(draw)} and everything that imports it.`,
  (draw) => `Find out why the ${component(draw)} fails when ${draw.of(columns)} is empty.`,
  (draw) => `Compare it with what ${person(draw)} wrote ${draw.between(2, 30)} days ago.`,
  (draw) => `The ${draw.of(abbreviations)} ${draw.of(things)} must stay as it is.`,
  (draw) => `Name at most ${draw.between(3, 12)} findings, the most serious one first.`,
  () => `Write a test for each of them before you change anything.`,
  (draw) => `Keep every answer below ${draw.between(1, 20) * 50} words.`,
  (draw) => `It has to work with ${draw.between(1, 500) * 1_000} rows in \`${draw.of(columns)}\`.`,
  (draw) =>
    `Our ${draw.of(departments)} team needs ${draw.of(qualities)} ${draw.of(goals)} by Friday.`,
  (draw) => `Ask ${person(draw)} (${draw.of(jobAreas)}) where something is unclear — do not guess.`,
  (draw) =>
    `If the ${component(draw)} took longer than ${draw.between(5, 900)} ms, say which step did.`,
  () => `Don’t touch generated files, and leave the public API alone.`,
  () => `Explain the trade-offs in plain words; a naïve reader should be able to follow.`,
];

const list: Writes = (draw) =>
  Array.from({ length: draw.between(2, 6) }, () => `- ${draw.of(verbs)} ${file(draw)}`).join('\n');

const code: Writes = (draw) => {
  const column = draw.of(columns);
  return `\`\`\`sql\nSELECT ${column}, count(*) FROM prompts\nWHERE ${draw.of(columns)} > ${draw.between(1, 999)}\nGROUP BY ${column};\n\`\`\``;
};

const paragraph: Writes = (draw) =>
  Array.from({ length: draw.between(1, 6) }, () => draw.of(sentences)(draw)).join(' ');

export const title: Writes = (draw) => draw.of(titles)(draw);

/** Draws a text of about 30 to 7,000 characters: mostly a paragraph, and in one of ten cases several times as much. */
export function content(draw: Draw): string {
  const paragraphs = draw.chance(0.7)
    ? 1
    : draw.chance(0.7)
      ? draw.between(2, 4)
      : draw.between(5, 16);
  const parts = Array.from({ length: paragraphs }, () => paragraph(draw));
  if (draw.chance(0.15)) parts.push(list(draw));
  if (draw.chance(0.1)) parts.push(code(draw));
  if (draw.chance(0.03)) parts.push('Thanks 🙏');
  return parts.join('\n\n');
}
