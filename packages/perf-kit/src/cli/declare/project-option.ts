/** Help of `--project`, which several commands have. */
export const PROJECT =
  'name or folder of a project of the workspace (default: the one in this folder)';
