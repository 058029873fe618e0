export { gitRepository, type GitRepository } from './git-repository.ts';
export { npmWorkspace } from './npm-workspace.ts';
export { sampleProfile } from './sample-profile.ts';
