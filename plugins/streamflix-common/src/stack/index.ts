export * from './EnvironmentStack';
export * from './resourceArea';
export * from './stackStatus';
export * from './teardown';
