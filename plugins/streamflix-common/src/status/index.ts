export * from './api';
export * from './deriveStatus';
export * from './deriveSummary';
export * from './EnvironmentStatus';
export { healthOrder, worst } from './health';
export * from './StackSnapshot';
