/**
 * Backend of StreamFlix environments.
 *
 * @packageDocumentation
 */
export { streamflixPlugin as default } from './plugin';
export {
  environmentResourceRef,
  environmentRules,
  isOwner,
  type EnvironmentFilter,
} from './permissions/environmentResource';
