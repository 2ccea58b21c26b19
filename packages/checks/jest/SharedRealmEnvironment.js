const { TestEnvironment } = require('jest-environment-node');

/** What a suite sets with `jest.setTimeout` and `jest.retryTimes`. */
const settings = [
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
].map(name => Symbol.for(name));

/** Changed properties of an object. New ones stay, because installed packages keep their state there. */
function properties(object) {
  const before = Object.getOwnPropertyDescriptors(object);
  return () => {
    for (const key of Reflect.ownKeys(before)) {
      const { configurable, value } = before[key];
      if (configurable && value !== undefined && object[key] !== value) {
        Object.defineProperty(object, key, before[key]);
      }
    }
  };
}

function environmentVariables() {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) delete process.env[name];
    }
    Object.assign(process.env, before);
  };
}

/** The listeners of the process: a backend adds some for signals and for errors that nothing caught. */
function processListeners() {
  const listeners = name => process.rawListeners(name);
  const before = new Map(
    process.eventNames().map(name => [name, listeners(name)]),
  );
  return () => {
    for (const name of process.eventNames()) {
      for (const listener of listeners(name)) {
        if (!before.get(name)?.includes(listener)) {
          process.removeListener(name, listener);
        }
      }
    }
  };
}

/**
 * Environment of Jest that runs suites in the realm of its worker instead of one of their own, so that what Node loads for all of
 * them has the same `Error`, `Map` and so on. What a suite changes globally is put back when it ends.
 */
module.exports = class SharedRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.restore = [
      processListeners(),
      environmentVariables(),
      properties(process),
      properties(globalThis),
      () => settings.forEach(key => delete globalThis[key]),
    ];
    this.global = globalThis;
    const forRealm = { config: config.projectConfig, global: globalThis };
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor(forRealm);
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    await super.teardown();
    this.restore.forEach(restore => restore());
  }
};
