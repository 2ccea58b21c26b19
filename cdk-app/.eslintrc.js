const config = require('../importTable').lint(__dirname);

module.exports = {
  ...config,
  // In CDK, `new` is how a construct comes into its scope.
  rules: { ...config.rules, 'no-new': 'off' },
};
