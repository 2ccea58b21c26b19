import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** The code under test. */
export type Code = Pick<typeof import('../../StackWriter'), 'StackWriter'> &
  Pick<typeof import('../../BackstageAuthorizer'), 'BackstageAuthorizer'> &
  Pick<typeof import('../../UnexecutedChangeSet'), 'UnexecutedChangeSet'>;

/** A source passage and its replacement without the check. */
export interface Removal {
  /** Name of the file, without `.ts`. */
  file: string;
  /** Occurs in the file exactly once. */
  from: string;
  to: string;
}

const folder = resolve(__dirname, '../..');
// Jest's own compiler; it has no types.
const transformer: {
  process(source: string, path: string, options: object): { code: string };
} = require('@backstage/cli/config/jestSwcTransform').createTransformer({
  jsc: { parser: { syntax: 'typescript' } },
});

/**
 * Loads the code under test again, without some of its checks.
 *
 * @throws Error when a passage is not in its file, or more than once: then update the table of checks
 */
export function loadCode(removals: readonly Removal[] = []): Code {
  const modules = new Map<string, object>();
  function load(name: string): object {
    const known = modules.get(name);
    if (known) return known;
    const exported = {};
    modules.set(name, exported);
    const path = resolve(folder, `${name}.ts`);
    let source = readFileSync(path, 'utf8');
    for (const { file, from, to } of removals) {
      if (file !== name) continue;
      const [before, after, ...more] = source.split(from);
      if (after === undefined || more.length > 0) {
        throw new Error(`${file}.ts has not exactly one passage: ${from}`);
      }
      source = before + to + after;
    }
    const { code } = transformer.process(source, path, {
      supportsStaticESM: false,
      instrument: false,
      config: {},
      transformerConfig: {},
    });
    // eslint-disable-next-line no-new-func -- as Jest does with a module; a check is removed from its text before
    const run = new Function('exports', 'require', code);
    run(exported, (id: string) => {
      if (!id.startsWith('.')) return require(id);
      return dirname(id) === '.'
        ? load(basename(id))
        : require(resolve(folder, id));
    });
    return exported;
  }
  for (const { file } of removals) load(file);
  return {
    ...load('StackWriter'),
    ...load('BackstageAuthorizer'),
    ...load('UnexecutedChangeSet'),
  } as Code;
}
