import type { DeclaredTest, Suite } from './declared-test.ts';

/**
 * Selects the tests that run, by Vitest's rule (`interpretTaskModes`): where a suite holds an `only` at any depth,
 * nothing else of it runs; a suite with `only` that holds none runs as a whole; nothing inside a suite with `skip` or
 * `todo` runs.
 */
export function selectTests(file: Suite): DeclaredTest[] {
  return holdsOnly(file) ? selectOnly(file, false) : selectPlain(file);
}

function selectPlain(suite: Suite): DeclaredTest[] {
  return suite.children.flatMap((task) => {
    if (task.mode === 'skip' || task.mode === 'todo') return [];
    return task.kind === 'test' ? [task] : selectPlain(task);
  });
}

/** @param isChosen The suite, or one around it, is selected as a whole. */
function selectOnly(suite: Suite, isChosen: boolean): DeclaredTest[] {
  const isNarrowed = holdsOnly(suite);
  return suite.children.flatMap((task) => {
    if (task.mode === 'skip' || task.mode === 'todo') return [];
    const isNamed = task.mode === 'only' || (task.kind === 'suite' && holdsOnly(task));
    if (!isNamed && (isNarrowed || !isChosen)) return [];
    return task.kind === 'test' ? [task] : selectOnly(task, true);
  });
}

/** Returns true when something in the suite has `only`, at any depth. */
function holdsOnly({ children }: Suite): boolean {
  return children.some(
    (task) => task.mode === 'only' || (task.kind === 'suite' && holdsOnly(task)),
  );
}
