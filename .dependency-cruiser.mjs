/** Tests, benchmarks and measurements: they may use every room, and nothing imports them. */
const TESTS =
  '[.](test|spec|bench|load|measure|perf)[.]tsx?$|^(apps|packages)/[^/]+/(bench|load|measure|faults)/';

/** Rules of `npx depcruise packages apps tools`. Imports of types count: a cycle of types reads no better. */
export default {
  forbidden: [
    {
      name: 'no-cycle-of-files',
      comment: 'Move what both need into a file below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycle-of-rooms',
      comment: 'Of two folders one stands above the other. Move the file that points upward.',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    exclude: { path: `(^|/)(node_modules|dist)/|${TESTS}` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
