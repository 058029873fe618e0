/** Help text of `--project`, shared by several commands. */
export const PROJECT =
  'name or folder of a project in the workspace (default: the project in this folder)';
