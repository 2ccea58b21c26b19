const { relative } = require('node:path');

/** Reporter of Jest that prints which suites took longest. */
module.exports = class SlowestSuites {
  onRunComplete(_contexts, { testResults }) {
    const slowest = testResults
      .filter(({ perfStats, skipped }) => perfStats && !skipped)
      .sort((a, b) => b.perfStats.runtime - a.perfStats.runtime)
      .slice(0, 10);
    const lines = slowest.map(
      ({ perfStats, testFilePath }) =>
        `${(perfStats.runtime / 1000).toFixed(1).padStart(7)} s  ${relative(
          process.cwd(),
          testFilePath,
        )}`,
    );
    process.stderr.write(`\nSlowest suites:\n${lines.join('\n')}\n`);
  }
};
