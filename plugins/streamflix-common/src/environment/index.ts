export type { BlueprintDefaults, Blueprint } from './Blueprint';
export { blueprintIds, type BlueprintId } from './blueprintIds';
export { applies } from './applies';
export { checkZones, partsMissingIn } from './checkZones';
export { checkChange } from './change/checkChange';
export {
  differencesBetween,
  type Difference,
} from './change/differencesBetween';
export { boundValues, type FixedValue } from './change/fixedValues';
export { deployArguments } from './change/deployArguments';
export { fieldChanges } from './change/fieldChanges';
export type {
  ChangedStore,
  ChangeKind,
  FieldChange,
  StoreStates,
} from './change/FieldChange';
export { storeStates } from './change/storeStates';
export { inputOfChange, type EnvironmentChange } from './change/inputOfChange';
export { placeholderImage, blueprints } from './blueprints';
export {
  offeredPostgresVersions,
  postgresVersion,
  offeredCacheVersions,
  exactPostgresVersion,
  supportedMajors,
  type DatabaseKind,
} from './engineVersions';
export {
  environmentSpecSchema,
  environmentInputSchema,
  type EnvironmentSpec,
  type EnvironmentInput,
} from './EnvironmentSpec';
export {
  isReserved,
  reservedUserNames,
  type FactMark,
  type ReservedWords,
} from './facts/reservedWords';
export {
  parseTimeOfDayWindow,
  parseWeeklyWindow,
  windowsOverlap,
  type TimeWindow,
} from './formats';

export {
  inputFromForm,
  type EnvironmentForm,
  type EnvironmentSettings,
} from './inputFromForm';

export { ecrImage, type EcrImage } from './imageReference';
export { fargateMemoryOf } from './rules/taskRules';
export { platformTagKeys, type PlatformTagKey } from './rules/tagRules';
export { environmentInputJsonSchema, type ObjectSchema } from './jsonSchema';
export { matchesPattern } from './matchesPattern';
export {
  layoutVersion,
  stackName,
  resourceName,
  stackTags,
  managedBy,
  iamPath,
  entityName,
  eventQueueName,
  eventsStackName,
} from './names';
export { stackOutputs } from './outputs';
export { parseCidr } from './parseCidr';
export type { Problem } from './Problem';
export { offeredRegions, withheldRegions } from './regions';
export {
  unknownParts,
  zoneLimits,
  type ZoneLimit,
  type ZoneNeeds,
} from './facts/zoneFacts';
export { limitProblems, limitWarnings } from './rules/limitRules';
export { newEnvironmentWarnings } from './rules/newEnvironmentWarnings';
export { resolveSpec, draftOf, type Resolution } from './resolveSpec';

export { encodeBase64Url, decodeBase64Url } from './base64url';
export { normalizeRequest, isSameRequest } from './normalizeRequest';
export {
  specFromMetadata,
  metadataKeys,
  type TemplateRequest,
  specToMetadata,
  requestToMetadata,
  readSpecMetadata,
  readRequestMetadata,
  type MetadataReading,
} from './templateMetadata';
export {
  appendToHistory,
  historyToMetadata,
  readHistoryMetadata,
  toHistoryEntry,
  type HistoryEntry,
  type RecordedDifference,
} from './templateHistory';
export { titleOf } from './describeIssue';
export {
  canonicalJson,
  isValues,
  mergeValues,
  valueAt,
  type Values,
} from './values';
export type { InstallationLimits } from './InstallationLimits';
