export { PLAIN, workspaceWith } from './copying-workspace.ts';
export { gitRepository, type GitRepository } from './git-repository.ts';
export { npmWorkspace } from './npm-workspace.ts';
export { sampleProfile } from './sample-profile.ts';
