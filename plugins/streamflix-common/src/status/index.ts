export * from './api';
export * from './deriveStatus';
export * from './deriveSummary';
export * from './EnvironmentStatus';
export { healthOrder, worst } from './health';
export { stackState, type PartsPhase, type StackState } from './stackStates';
export * from './StackSnapshot';
