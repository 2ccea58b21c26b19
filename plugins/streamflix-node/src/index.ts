/**
 * The one way from StreamFlix to AWS: synthesis, change sets, stack events, status.
 *
 * @packageDocumentation
 */
export { checkAccount } from './account/checkAccount';
export {
  serviceLinkedRoles,
  type ServiceLinkedRole,
} from './account/serviceLinkedRoles';
export type { AnswerCache } from './aws/AnswerCache';
export type { AwsAccess, AwsClients, AwsTarget } from './aws/AwsAccess';
export {
  AwsError,
  onAwsErrorDetails,
  type AwsErrorKind,
  type AwsCall,
} from './aws/AwsError';
export { inBackground } from './aws/CallPace';
export { ContainerLogs, type ContainerLog } from './aws/ContainerLogs';
export { createAwsAccess } from './aws/createAwsAccess';
export type { DiagnosticsStore } from './aws/DiagnosticsStore';
export type { EventQueue } from './aws/EventQueue';
export { partitionOfRegion } from './aws/partitionOfRegion';
export type { RateLimiter } from './aws/RateLimiter';
export type { ReadingStore } from './aws/ReadingStore';
export { isBucketPattern, isEndpoint, readSettings } from './aws/readSettings';
export { RefusedError } from './aws/RefusedError';
export { streamflixAwsServiceRef } from './aws/streamflixAwsServiceRef';
export type { StreamflixSettings } from './aws/StreamflixSettings';
export type { Authorizer } from './cloudformation/Authorizer';
export {
  BackstageAuthorizer,
  type AuthorizationServices,
} from './cloudformation/BackstageAuthorizer';
export type {
  Grant,
  GrantedAction,
  GrantedEffect,
  Requester,
} from './cloudformation/Grant';
export { listDeletedStacks } from './cloudformation/listDeletedStacks';
export {
  factsOf,
  isAmong,
  type ObservedStack,
} from './cloudformation/ObservedStack';
export type { OperationEvent } from './cloudformation/OperationEvent';
export {
  operationId,
  parseToken,
  type RequesterPrefix,
  type OperationStep,
  type ParsedToken,
  type ChangeSetPurpose,
} from './cloudformation/operationTokens';
export { readObservedStack } from './cloudformation/readObservedStack';
export type { StackResource } from './cloudformation/readResources';
export { isStackOf } from './cloudformation/refOfStack';
export { resolveTarget } from './cloudformation/resolveTarget';
export { RunningStack } from './cloudformation/RunningStack';
export type { Stack } from './cloudformation/Stack';
export type { ListedEnvironment } from './cloudformation/stackFacts';
export { TerminalAuthorizer } from './cloudformation/TerminalAuthorizer';
export {
  deployEnvironment,
  followDeployment,
} from './deploy/deployEnvironment';
export type { DeployRequest, FollowRequest } from './deploy/DeployRequest';
export {
  destroyEnvironment,
  type DestroyRequest,
} from './destroy/destroyEnvironment';
export { explain, formatExplanation } from './diagnosis/explain';
export { EventQueueReader, type EventMessage } from './events/EventQueueReader';
export type { ChangeHint } from './events/parseEvent';
export type { Cancellation } from './follow/cancelOperation';
export type { OperationProgress } from './follow/followOperation';
export type {
  DeploymentOutcome,
  DestructionOutcome,
  OperationOutcome,
} from './follow/Outcome';
export type { OperationPlan } from './follow/plannedWork';
export type { ResourceCount } from './follow/ProgressCounter';
export { progressLine } from './follow/progressLine';
export type { ResourceWork } from './follow/spansOf';
export { readOffers } from './offers/readOffers';
export { cancelRunningOperation } from './operation/cancelRunningOperation';
export {
  deriveOperation,
  type OperationTimeline,
} from './operation/deriveOperation';
export { DurationLearner } from './operation/DurationLearner';
export { findOperation } from './operation/findOperation';
export { OperationReading } from './operation/OperationReading';
export { readOperationHistory } from './operation/readOperationHistory';
export {
  readOperations,
  type OperationRecord,
} from './operation/readOperations';
export {
  readReplacedCreations,
  withReplacedCreations,
} from './operation/readReplacedCreations';
export { completeChange } from './plan/completeChange';
export {
  deleteUnexecutedPlans,
  stacksUnderReview,
} from './plan/deleteUnexecutedPlans';
export { discardPlan } from './plan/discardPlan';
export type { Plan } from './plan/Plan';
export { planEnvironment } from './plan/planEnvironment';
export type { PlanRequest } from './plan/PlanRequest';
export { readReview, type ReviewReading } from './plan/readReview';
export { refuseDataLoss } from './plan/refuseDataLoss';
export { startReview } from './plan/startReview';
export { checkInput } from './preflight/checkInput';
export { checkSuffix, type SuffixCheck } from './preflight/checkSuffix';
export { listSecretNames } from './preflight/secrets';
export {
  listEnvironments,
  type EnvironmentListing,
} from './status/listEnvironments';
export { listEvents } from './status/listEvents';
export { readAlarms } from './status/readAlarms';
export { readLogGroups, readLogs } from './status/readLogs';
export { findEnvironment, readSnapshot } from './status/readSnapshot';
export { readSnapshots } from './status/readSnapshots';
export { readStack } from './status/readStack';
export { readTemplate } from './status/readTemplate';
export type { EventsOptions } from './synthesis/askChild';
export { SynthesisError } from './synthesis/SynthesisError';
export {
  synthesisOptions,
  synthesize,
  synthesizeEvents,
  type Synthesis,
  type SynthesisOptions,
  type TagKeys,
} from './synthesis/synthesize';
export type { Telemetry } from './telemetry/Telemetry';
