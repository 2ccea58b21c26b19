export * from './Blueprint';
export * from './blueprintIds';
export * from './applies';
export * from './change/checkChange';
export * from './change/differencesBetween';
export {
  boundValues,
  fixedValues,
  type FixedValue,
} from './change/fixedValues';
export * from './change/inputOfChange';
export * from './blueprints';
export * from './engineVersions';
export * from './EnvironmentSpec';
export { logRetentionDays } from './schema/observability';
export * from './formats';
export * from './imageReference';
export * from './inputFromForm';
export * from './InstallationLimits';
export * from './jsonSchema';
export * from './matchesPattern';
export * from './names';
export * from './outputs';
export * from './parseCidr';
export * from './Problem';
export * from './regions';
export { limitProblems, limitWarnings } from './rules/limitRules';
export { reservedTags } from './rules/tagRules';
export * from './resolveSpec';
export * from './secretValue';
export * from './base64url';
export * from './normalizeRequest';
export * from './templateMetadata';
export { titleOf } from './describeIssue';
export {
  canonicalJson,
  isValues,
  mergeValues,
  valueAt,
  type Values,
} from './values';
