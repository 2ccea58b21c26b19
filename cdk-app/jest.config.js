const { resolve } = require('node:path');

// Backstage's own configuration looks for tests in `src`; a CDK app keeps its constructs in `lib`.
module.exports = {
  displayName: '@streamflix/cdk-app',
  rootDir: resolve(__dirname, 'lib'),
  testEnvironment: 'node',
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
