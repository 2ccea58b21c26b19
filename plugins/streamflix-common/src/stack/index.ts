export * from './EnvironmentStack';
export * from './resourceArea';
export * from './teardown';
