export type { AccountState } from './world/AccountState';
export { FaultsRefused, type FaultProblem } from './faults/checkFaults';
export {
  FaultRegistry,
  type ListedFault,
  type FaultRegistryOptions,
} from './faults/FaultRegistry';
export { type FaultHook } from './faults/FaultHook';
export { type Fault } from './faults/faultKinds';
export { readFaultFile } from './faults/readFaultFile';
export {
  type Phase,
  type ResourceFault,
  type ResourceFaults,
  type ResourceOperation,
} from './faults/ResourceFault';
export { ratesOf, type ApiRate } from './rates/RateLimits';
export {
  AwsError,
  type Call,
  type Operation,
  type Service,
} from './protocols/Service';
export {
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from './server/startLocalAws';
export {
  type Resource,
  type World,
  type StoppedTasks,
  type ResourceChanges,
  type ServiceEvent,
} from './world/World';
export type { FaultedCall } from './faults/FaultedCall';
export type { EngineVersions } from './services/engines/engineVersions';
export type { Access } from './iam/Access';
export type { Policies, PolicyStatement } from './iam/PolicyStatement';
export type { HandlerErrorCode } from './faults/ResourceFailure';
