const { createRequire } = require('node:module');
const { dirname, sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

const installed = `${sep}node_modules${sep}`;

/** Registers hooks of Jest when it is loaded, so each suite needs its own. */
const ownOfEachSuite =
  /[\\/]node_modules[\\/]@backstage[\\/]backend-test-utils[\\/]/;

let schemas;

/** AWS's schemas: parsing them takes half a second and 170 MB, and nothing changes them. */
const withSchemasReadOnce = specification => ({
  ...specification,
  loadAwsServiceSpecSync: () =>
    (schemas ??= specification.loadAwsServiceSpecSync()),
});

const isShared = path => path.includes(installed) && !ownOfEachSuite.test(path);

/**
 * Runtime of Jest that loads installed packages once per worker, by Node itself as in production, instead of once per suite: a
 * backend, the AWS SDK and AWS's schemas take seconds. Our own modules are still loaded for each suite, and can be mocked.
 */
module.exports = class SharedModulesRuntime extends JestRuntime {
  requires = new Map();

  requireModule(from, moduleName, options, isRequireActual) {
    if (
      moduleName &&
      !options?.isInternalModule &&
      !this._resolver.isCoreModule(moduleName) &&
      isShared(this._resolveCjsModule(from, moduleName))
    ) {
      return this.requireShared(from, moduleName);
    }
    return super.requireModule(from, moduleName, options, isRequireActual);
  }

  requireShared(from, moduleName) {
    const folder = dirname(from);
    if (!this.requires.has(folder)) {
      this.requires.set(folder, createRequire(from));
    }
    const loaded = this.requires.get(folder)(moduleName);
    return moduleName === '@aws-cdk/aws-service-spec'
      ? withSchemasReadOnce(loaded)
      : loaded;
  }

  createScriptFromCode(code, filename) {
    return compileFunction(code, this.constructInjectedModuleParameters(), {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  }
};
