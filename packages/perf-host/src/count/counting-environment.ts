/** Variables that benchmarks may depend on: they are passed on unchanged. */
const PASSED_ON = ['NODE_ENV', 'TMPDIR', 'TEMP', 'SystemRoot'];

/**
 * Settings that make malloc of glibc cost the same wherever a block lies: freed blocks of up to 1,032 bytes wait for the
 * next block of their size, and blocks larger than 1 KiB have pages of their own. By default a block is joined with its
 * neighbours depending on what start-up has left there, which moved the count of a SQLite query by 0.49 % between equal
 * processes. The limit of blocks with pages of their own is far below what Valgrind can keep apart.
 */
const MALLOC = [
  'glibc.malloc.tcache_count=65535',
  'glibc.malloc.mmap_threshold=1024',
  'glibc.malloc.mmap_max=16384',
].join(':');

/**
 * Returns the environment variables of a process whose work is counted. They are few and fixed: each one lies on the stack
 * of the process and is read at its start, so that whatever a shell exports would change the count.
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
