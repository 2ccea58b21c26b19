/**
 * The one way from StreamFlix to AWS: synthesis, change sets, stack events, status.
 *
 * @packageDocumentation
 */
export type { AwsAccess, AwsClients, Place } from './AwsAccess';
export { AwsError, translateAwsError, type AwsErrorKind } from './AwsError';
export { readInput, type InputFlags } from './cli/readInput';
export type { EvidenceStore } from './EvidenceStore';
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
  toObservedStack,
  type ObservedStack,
} from './cloudformation/ObservedStack';
export { operationId, parseToken } from './cloudformation/operationTokens';
export { readObservedStack } from './cloudformation/readObservedStack';
export { TerminalAuthorizer } from './cloudformation/TerminalAuthorizer';
export { createAwsAccess } from './createAwsAccess';
export { readSettings } from './readSettings';
export { RefusedError } from './RefusedError';
export type { StreamflixSettings } from './StreamflixSettings';
export type { Telemetry } from './Telemetry';
export type { Cancellation } from './deployment/cancelOperation';
export { checkSuffix, type SuffixCheck } from './deployment/checkSuffix';
export {
  deployEnvironment,
  followDeployment,
  type DeployRequest,
  type FollowRequest,
} from './deployment/deployEnvironment';
export {
  destroyEnvironment,
  type DestroyRequest,
} from './deployment/destroyEnvironment';
export {
  deleteForgottenPlansOf,
  stacksUnderReview,
} from './deployment/deleteForgottenPlans';
export { discardPlan } from './deployment/discardPlan';
export { explain, tell } from './deployment/explain';
export type { OperationProgress } from './deployment/followOperation';
export type {
  DeploymentOutcome,
  DestructionOutcome,
} from './deployment/Outcome';
export type { Plan, Recovery, ResourceChange } from './deployment/Plan';
export {
  planEnvironment,
  type PlanRequest,
} from './deployment/planEnvironment';
export { checkInput } from './deployment/checkInput';
export { progressLine } from './deployment/progressLine';
export { listDeletedStacks } from './deployment/listDeletedStacks';
export {
  readOperations,
  type OperationRecord,
} from './deployment/readOperations';
export { refuseDataLoss } from './deployment/refuseDataLoss';
export { resolveTarget } from './deployment/resolveTarget';
export { listSecretNames } from './deployment/secrets';
export { synthesize, type Synthesis } from './synthesis/synthesize';
export { SynthesisError } from './synthesis/SynthesisError';
export {
  listEnvironments,
  type EnvironmentListing,
} from './status/listEnvironments';
export { listEvents } from './status/listEvents';
export { findEnvironment, readSnapshot } from './status/readSnapshot';
export { onUnread } from './status/reading';
export { readStack } from './status/readStack';
export { readSnapshots } from './status/readSnapshots';
export type { ListedEnvironment } from './status/stackFacts';
