/** The end of what a program said: its last lines with text, in order. Where it logs is left out. */
export function lastLines(said: string, count = 8): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/complete log/.test(line));
  return lines.slice(-count).join('\n');
}
