/** What a benchmark may depend on and this process passes on as it is. */
const PASSED_ON = ['NODE_ENV', 'TMPDIR', 'TEMP', 'SystemRoot'];

/**
 * Makes malloc of glibc cost the same wherever in memory a block lies: what is freed up to 1,032 bytes waits for
 * the next block of its size, and what is larger than 1 KiB has pages of its own. Left alone, a block is joined with its
 * neighbours or not by what start-up left beside it, which moved the count of a SQLite query by 0.49 %
 * between equal processes. So many blocks have pages at most, far below what Valgrind can keep apart.
 */
const MALLOC = [
  'glibc.malloc.tcache_count=65535',
  'glibc.malloc.mmap_threshold=1024',
  'glibc.malloc.mmap_max=16384',
].join(':');

/**
 * The environment variables of a process whose work is counted. Few and fixed: each one lies on
 * the stack of the process and is read at its start, so that what a shell happens to export would
 * move the count.
 */
export function countingEnvironment(cacheFolder: string): NodeJS.ProcessEnv {
  const passed = PASSED_ON.filter((name) => process.env[name] !== undefined);
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    GLIBC_TUNABLES: MALLOC,
    NODE_COMPILE_CACHE: cacheFolder,
    ...Object.fromEntries(passed.map((name) => [name, process.env[name]])),
  };
}
