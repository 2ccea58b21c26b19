const { resolve } = require('node:path');

// Backstage's own configuration looks for tests in `src`; a CDK app has several folders of sources.
module.exports = {
  displayName: '@streamflix/cdk-app',
  rootDir: __dirname,
  roots: ['lib', 'synth', 'template'].map(folder => resolve(__dirname, folder)),
  testEnvironment: '@streamflix/checks/jest/SharedRealmEnvironment.js',
  runtime: '@streamflix/checks/jest/SharedModulesRuntime.js',
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.ts$': [
      require.resolve('@backstage/cli/config/jestSwcTransform'),
      { jsc: { parser: { syntax: 'typescript' } } },
    ],
  },
  // The CDK is large and already what Node runs.
  transformIgnorePatterns: ['/node_modules/'],
};
