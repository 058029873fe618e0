/**
 * Runs tasks in their order, at most `width` at a time.
 *
 * @throws the error of the first failed task, after all running tasks have ended. It starts no other task.
 */
export async function inParallel<Result>(
  tasks: readonly (() => Promise<Result>)[],
  width: number,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  let hasFailed = false;
  const work = async () => {
    while (next < tasks.length && !hasFailed) {
      const at = next++;
      try {
        results.set(at, await (tasks[at] as () => Promise<Result>)());
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return tasks.map((_, at) => results.get(at) as Result);
}
