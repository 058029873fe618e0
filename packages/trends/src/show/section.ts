/** Sentences under a heading, for the terminal and for Markdown. */
export interface Section {
  title: string;
  isBad: boolean;
  lines: string[];
}

/** Leaves out the headings that have nothing below them. */
export function withoutEmpty(sections: readonly Section[]): Section[] {
  return sections.filter(({ lines }) => lines.length > 0);
}
