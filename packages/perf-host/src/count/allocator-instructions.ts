/**
 * What glibc's malloc does when a block has to be found in its lists, or joined with the free ones beside it: which of
 * them it meets was decided long before by start-up, and a comment or an unused function moves it.
 */
const INNER_FUNCTIONS =
  /^(?:_int_(?:malloc|free|realloc|memalign)|unlink_chunk|malloc_consolidate|sys(?:malloc|trim)|munmap_chunk)\b|^sysmalloc_/;

/** `fn=(12) name`, `cfn=(12) name`; the name only where the number is new. */
const FUNCTION_LINE = /^(c?)fn=\((\d+)\)(?: (.+))?$/;

/**
 * The instructions that a file of callgrind gives to the inner functions of glibc's malloc, those that they call left out.
 * Callgrind names them only where the symbols of glibc are installed, as Valgrind asks for; else there are none.
 *
 * Source of the format: Valgrind's manual, "Callgrind Format Specification".
 */
export function allocatorInstructions(text: string): number {
  const numbersOfInner = new Set<string>();
  let isInner = false;
  let isOfCall = false;
  let instructions = 0;
  for (const line of text.split('\n')) {
    const found = FUNCTION_LINE.exec(line);
    if (found !== null) {
      const [, called, number = '', name] = found;
      if (name !== undefined && INNER_FUNCTIONS.test(name)) numbersOfInner.add(number);
      if (called === '') isInner = numbersOfInner.has(number);
    } else if (line.startsWith('calls=')) {
      isOfCall = true;
    } else if (/^[\d+*-]/.test(line)) {
      // The line after a call holds what the called function took, which has lines of its own.
      if (isInner && !isOfCall) instructions += Number(line.split(' ')[1]);
      isOfCall = false;
    }
  }
  return instructions;
}
