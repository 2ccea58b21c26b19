export {
  faultsFromRules,
  type ResourceFault,
  type ResourceFaultRule,
  type ResourceFaults,
  type ResourceOperation,
} from './cloudformation/ResourceFaults';
export { type Faults } from './Faults';
export { AwsError, type Call, type Operation, type Service } from './Service';
export {
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from './startLocalAws';
export { type Resource, type World } from './World';
