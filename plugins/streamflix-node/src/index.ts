/**
 * The one way from StreamFlix to AWS: synthesis, change sets, stack events, status.
 *
 * @packageDocumentation
 */
export type { AwsAccess, AwsClients, AwsTarget } from './aws/AwsAccess';
export {
  AwsError,
  onAwsErrorDetails,
  type AwsErrorKind,
  type AwsCall,
} from './aws/AwsError';
export { ContainerLogs, type ContainerLog } from './aws/ContainerLogs';
export { inBackground } from './aws/CallPace';
export type { DiagnosticsStore } from './aws/DiagnosticsStore';
export type { ReadingStore } from './aws/ReadingStore';
export type { EventQueue } from './aws/EventQueue';
export { EventQueueReader, type EventMessage } from './events/EventQueueReader';
export type { ChangeHint } from './events/parseEvent';
export { streamflixAwsServiceRef } from './aws/streamflixAwsServiceRef';
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
export {
  factsOf,
  isAmong,
  type ObservedStack,
} from './cloudformation/ObservedStack';
export { partitionOfRegion } from './aws/partitionOfRegion';
export {
  operationId,
  parseToken,
  type RequesterPrefix,
  type OperationStep,
  type ParsedToken,
  type ChangeSetPurpose,
} from './cloudformation/operationTokens';
export { isStackOf } from './cloudformation/refOfStack';
export { readObservedStack } from './cloudformation/readObservedStack';
export { RunningStack } from './cloudformation/RunningStack';
export type { Stack } from './cloudformation/Stack';
export type { StackResource } from './cloudformation/readResources';
export { TerminalAuthorizer } from './cloudformation/TerminalAuthorizer';
export { checkAccount } from './account/checkAccount';
export {
  serviceLinkedRoles,
  type ServiceLinkedRole,
} from './account/serviceLinkedRoles';
export { createAwsAccess } from './aws/createAwsAccess';
export { isBucketPattern, isEndpoint, readSettings } from './aws/readSettings';
export { RefusedError } from './aws/RefusedError';
export type { StreamflixSettings } from './aws/StreamflixSettings';
export type { Telemetry } from './telemetry/Telemetry';
export type { Cancellation } from './follow/cancelOperation';
export { checkSuffix, type SuffixCheck } from './preflight/checkSuffix';
export {
  deployEnvironment,
  followDeployment,
} from './deploy/deployEnvironment';
export type { DeployRequest, FollowRequest } from './deploy/DeployRequest';
export {
  destroyEnvironment,
  type DestroyRequest,
} from './destroy/destroyEnvironment';
export {
  deleteUnexecutedPlans,
  stacksUnderReview,
} from './plan/deleteUnexecutedPlans';
export { completeChange } from './plan/completeChange';
export { discardPlan } from './plan/discardPlan';
export { readReview, type ReviewReading } from './plan/readReview';
export { startReview } from './plan/startReview';
export { explain, formatExplanation } from './diagnosis/explain';
export type { OperationProgress } from './follow/followOperation';
export type {
  DeploymentOutcome,
  DestructionOutcome,
  OperationOutcome,
} from './follow/Outcome';
export type { Plan } from './plan/Plan';
export { planEnvironment } from './plan/planEnvironment';
export type { PlanRequest } from './plan/PlanRequest';
export { checkInput } from './preflight/checkInput';
export { progressLine } from './follow/progressLine';
export { listDeletedStacks } from './cloudformation/listDeletedStacks';
export { readOperationHistory } from './deploy/readOperationHistory';
export {
  readReplacedCreations,
  withReplacedCreations,
} from './deploy/readReplacedCreations';
export { readOperations, type OperationRecord } from './deploy/readOperations';
export { cancelRunningOperation } from './operation/cancelRunningOperation';
export {
  deriveOperation,
  type OperationTimeline,
} from './operation/deriveOperation';
export type { OperationPlan } from './follow/plannedWork';
export type { ResourceWork } from './follow/spansOf';
export type { OperationEvent } from './cloudformation/OperationEvent';
export { DurationLearner } from './operation/DurationLearner';
export { findOperation } from './operation/findOperation';
export { OperationReading } from './operation/OperationReading';
export { refuseDataLoss } from './plan/refuseDataLoss';
export { resolveTarget } from './cloudformation/resolveTarget';
export { readOffers } from './offers/readOffers';
export { listSecretNames } from './preflight/secrets';
export {
  synthesisOptions,
  synthesize,
  synthesizeEvents,
  type Synthesis,
  type SynthesisOptions,
  type TagKeys,
} from './synthesis/synthesize';
export type { EventsOptions } from './synthesis/askChild';
export { SynthesisError } from './synthesis/SynthesisError';
export {
  listEnvironments,
  type EnvironmentListing,
} from './status/listEnvironments';
export { listEvents } from './status/listEvents';
export { findEnvironment, readSnapshot } from './status/readSnapshot';

export { readAlarms } from './status/readAlarms';
export { readLogGroups, readLogs } from './status/readLogs';
export { readStack } from './status/readStack';
export { readTemplate } from './status/readTemplate';
export { readSnapshots } from './status/readSnapshots';
export type { ListedEnvironment } from './cloudformation/stackFacts';
export type { RateLimiter } from './aws/RateLimiter';
export type { ResourceCount } from './follow/ProgressCounter';
export type { AnswerCache } from './aws/AnswerCache';
