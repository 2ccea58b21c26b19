// The commands of the repository follow the rules of its checks.
module.exports = require('../importTable').lint(
  require('node:path').resolve(__dirname, '../packages/checks'),
);
