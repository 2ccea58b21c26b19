const config = require('../importTable').lint(__dirname);

module.exports = {
  ...config,
  rules: {
    ...config.rules,
    // In CDK, `new` is how a construct comes into its scope.
    'no-new': 'off',
    // Its template assertions throw on their own.
    'jest/expect-expect': [
      'error',
      {
        assertFunctionNames: [
          'expect',
          'asserts',
          '*.hasResourceProperties',
          '*.resourceCountIs',
          '*.allResourcesProperties',
        ],
      },
    ],
  },
};
