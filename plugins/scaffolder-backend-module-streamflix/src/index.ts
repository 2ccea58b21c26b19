/**
 * Scaffolder actions that plan, deploy and destroy StreamFlix environments.
 *
 * @packageDocumentation
 */
export { scaffolderModuleStreamflix as default } from './module';
