/** What a benchmark may depend on and this process passes on as it is. */
const PASSED_ON = ['NODE_ENV', 'TMPDIR', 'TEMP', 'SystemRoot'];

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
    NODE_COMPILE_CACHE: cacheFolder,
    ...Object.fromEntries(passed.map((name) => [name, process.env[name]])),
  };
}
