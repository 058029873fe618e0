/**
 * Makes the environment for a package manager that installs another version. The variables that npm, npx and pnpm set for
 * their scripts would send it to the present checkout, and a production environment would leave out what benchmarks need.
 */
export function packageManagerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|prefix|workspaces?|global|omit|dry_run|dir|production|only)$/i.test(
        name,
      ) && !['INIT_CWD', 'PNPM_SCRIPT_SRC_DIR', 'NODE_ENV'].includes(name),
  );
  // Husky would change the git configuration that all checkouts share.
  return { ...Object.fromEntries(ours), HUSKY: '0' };
}
