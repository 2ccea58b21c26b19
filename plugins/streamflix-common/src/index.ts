/**
 * Types, schemas and rules of StreamFlix environments, shared by every package.
 *
 * @packageDocumentation
 */
export {
  entityType,
  annotations,
  locationAnnotation,
  environmentLocation,
  isEnvironmentLocation,
  environmentEntityFilter,
} from './catalog';
export {
  environmentTopic,
  environmentChangedSchema,
  type EnvironmentChanged,
  operationChannel,
  operationTopic,
  operationSeenSchema,
  type OperationSeen,
  environmentsChannel,
  type EnvironmentsSignal,
} from './events';
export {
  environmentResourceType,
  environmentReadPermission,
  environmentCreatePermission,
  environmentUpdatePermission,
  environmentDeletePermission,
  environmentAssignOwnerPermission,
  environmentPermissions,
  accountReadPermission,
} from './permissions';
export { printable } from './printable';
export {
  fromResourceRef,
  factsOfResourceRef,
  type EnvironmentFacts,
  toResourceRef,
  requestedResourceRef,
  observedResourceRef,
} from './resourceRef';
export * from './environment';
export * from './stack';
export * from './status';
export * from './operation';
