import type { CollectedTest, Suite } from './collect.ts';

export type Task = Suite | CollectedTest;

/**
 * The tests that are to run, by Vitest's rule (`interpretTaskModes`): where a suite holds an `only` at any
 * depth, nothing else of it runs; a suite with `only` that holds none runs as a whole; what lies in a
 * suite with `skip` or `todo` never runs.
 */
export function selectTests(file: Suite): CollectedTest[] {
  return holdsOnly(file) ? selectOnly(file, false) : selectPlain(file);
}

function selectPlain(suite: Suite): CollectedTest[] {
  return suite.children.flatMap((task) => {
    if (task.mode === 'skip' || task.mode === 'todo') return [];
    return task.kind === 'test' ? [task] : selectPlain(task);
  });
}

/** @param isChosen The suite, or one around it, is chosen as a whole. */
function selectOnly(suite: Suite, isChosen: boolean): CollectedTest[] {
  const isNarrowed = holdsOnly(suite);
  return suite.children.flatMap((task) => {
    if (task.mode === 'skip' || task.mode === 'todo') return [];
    const isNamed = task.mode === 'only' || (task.kind === 'suite' && holdsOnly(task));
    if (!isNamed && (isNarrowed || !isChosen)) return [];
    return task.kind === 'test' ? [task] : selectOnly(task, true);
  });
}

/** Something in the suite has `only`, at any depth. */
function holdsOnly({ children }: Suite): boolean {
  return children.some(
    (task) => task.mode === 'only' || (task.kind === 'suite' && holdsOnly(task)),
  );
}
