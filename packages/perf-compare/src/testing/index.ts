export { npmWorkspace } from './npm-workspace.ts';
export { sampleProfile } from './sample-profile.ts';
