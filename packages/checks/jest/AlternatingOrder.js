const { default: Sequencer } = require('@jest/test-sequencer');

/** The browser's tests and the CDK's compute all the time; those of AWS wait half of theirs. */
const computes = ({ context: { config } }) =>
  /jsdom/.test(config.testEnvironment) || /cdk-app$/.test(config.rootDir);

/**
 * Sequencer of Jest that starts long suites first, as usual, but alternates those that compute with those that wait, so that each
 * keeps the cores busy while the other waits. It also lets the first suite of the browser transform what the others need, too.
 */
module.exports = class AlternatingOrder extends Sequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const computing = ordered.filter(computes);
    const waiting = ordered.filter(test => !computes(test));
    return ordered
      .map((_, index) => [
        computing[index],
        ...waiting.slice(2 * index, 2 * index + 2),
      ])
      .flat()
      .filter(Boolean);
  }
};
