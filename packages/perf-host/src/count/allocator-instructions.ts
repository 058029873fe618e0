/**
 * Functions in which glibc's malloc finds a block in its lists, or joins it with free neighbours. Which blocks it meets
 * was decided by start-up, and a comment or an unused function changes it.
 */
const INNER_FUNCTIONS =
  /^(?:_int_(?:malloc|free|realloc|memalign)|unlink_chunk|malloc_consolidate|sys(?:malloc|trim)|munmap_chunk)\b|^sysmalloc_/;

/** `fn=(12) name`, `cfn=(12) name`; the name only where the number is new. */
const FUNCTION_LINE = /^(c?)fn=\((\d+)\)(?: (.+))?$/;

/**
 * Sums up the instructions of the inner functions of glibc's malloc in a file of callgrind, without those of the functions
 * that they call. Callgrind names them only when the symbols of glibc are installed, as Valgrind asks for; otherwise the
 * sum is 0.
 *
 * Source of the format: Valgrind's manual, "Callgrind Format Specification".
 */
export function allocatorInstructions(text: string): number {
  const numbersOfInner = new Set<string>();
  let isInner = false;
  let isCall = false;
  let instructions = 0;
  for (const line of text.split('\n')) {
    const found = FUNCTION_LINE.exec(line);
    if (found !== null) {
      const [, called, number = '', name] = found;
      if (name !== undefined && INNER_FUNCTIONS.test(name)) numbersOfInner.add(number);
      if (called === '') isInner = numbersOfInner.has(number);
    } else if (line.startsWith('calls=')) {
      isCall = true;
    } else if (/^[\d+*-]/.test(line)) {
      // The line after a call holds the cost of the called function, which has lines of its own.
      if (isInner && !isCall) instructions += Number(line.split(' ')[1]);
      isCall = false;
    }
  }
  return instructions;
}
