/**
 * Shows StreamFlix environments in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleStreamflix as default } from './module';
