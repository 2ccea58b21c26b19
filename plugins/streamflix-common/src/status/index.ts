export * from './api';
export * from './EnvironmentStatus';
export * from './StackSnapshot';
