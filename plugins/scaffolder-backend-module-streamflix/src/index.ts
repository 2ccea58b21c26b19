/**
 * Scaffolder actions that plan, deploy and destroy StreamFlix environments.
 *
 * @packageDocumentation
 */
export { scaffolderModuleStreamflix as default } from './module';
export { createDeployAction } from './actions/createDeployAction';
export { createDestroyAction } from './actions/createDestroyAction';
export { createPlanAction } from './actions/createPlanAction';
export type { ActionServices } from './task/ActionServices';
