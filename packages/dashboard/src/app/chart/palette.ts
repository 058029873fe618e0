const NAMES = [
  'text',
  'text-muted',
  'surface',
  'grid',
  'line',
  'band',
  'budget',
  'regression',
  'improvement',
  'unchanged',
  'undecided',
  'incomparable',
  'new',
  'gone',
  'absent',
] as const;

type Palette = Record<(typeof NAMES)[number], string>;

let current: Palette | null = null;
const redraws = new Set<() => void>();

/** Returns the colours of the theme, for canvases, which cannot use style sheets. */
export function palette(): Palette {
  current ??= readPalette();
  return current;
}

/** Calls `redraw` when the theme changes or the page is printed, until the returned function is called. */
export function onPaletteChange(redraw: () => void): () => void {
  redraws.add(redraw);
  return () => redraws.delete(redraw);
}

for (const query of ['(prefers-color-scheme: dark)', 'print']) {
  matchMedia(query).addEventListener('change', () => {
    current = null;
    redraws.forEach((redraw) => redraw());
  });
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Palette;
}
