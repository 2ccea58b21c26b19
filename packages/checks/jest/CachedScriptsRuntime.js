const { sep } = require('node:path');
const { constants, Script } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

const isInstalled = path => path.includes(`${sep}node_modules${sep}`);

/** Transformed code of this worker, by project and path. */
const codes = new Map();
/** Compiled code of this worker, by path: Jest itself also runs some packages untransformed. */
const scripts = new Map();

/**
 * Runtime of Jest that reads, transforms and compiles installed packages once per worker. They are still executed for each suite,
 * in its own browser window.
 */
module.exports = class CachedScriptsRuntime extends JestRuntime {
  transformFile(filename, options) {
    if (!isInstalled(filename) || options?.isInternalModule) {
      return super.transformFile(filename, options);
    }
    const key = `${this._config.id} ${filename}`;
    if (!codes.has(key)) codes.set(key, super.transformFile(filename, options));
    return codes.get(key);
  }

  createScriptFromCode(code, filename) {
    const context = this._environment.getVmContext();
    if (!context || !isInstalled(filename)) {
      return super.createScriptFromCode(code, filename);
    }
    let compiled = scripts.get(filename);
    if (compiled?.code !== code) {
      const parameters = this.constructInjectedModuleParameters().join();
      const script = new Script(`(function(${parameters}){${code}\n})`, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      compiled = { code, script };
      scripts.set(filename, compiled);
    }
    return compiled.script.runInContext(context);
  }
};
