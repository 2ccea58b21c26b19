import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

/** The root of this repository. */
export const root = resolve(
  dirname(require.resolve('@streamflix/local-aws/package.json')),
  '../..',
);

export interface RealBackendOptions {
  /** URL of local AWS, which must outlive the backend and therefore run in another process. */
  endpoint: string;
  /** Port to listen on, the same at each start; a free one when missing. */
  port?: number;
  /** Seconds without a heartbeat after which a task counts as orphaned; 2 when missing. Backstage checks every 10 s. */
  staleSeconds?: number;
  /**
   * `backend.database` of the configuration, such as `{ client: 'pg', connection: { host, port, user, password } }`; SQLite in
   * separate files when missing. Backends with one database are replicas: start one after the other.
   */
  database?: { client: 'pg'; connection: object; prefix?: string };
  /** Template entities in the catalog in addition to the example's, as an attacker would register them. */
  templates?: readonly object[];
  /** Further configuration, which overrides the example's and the one above. Lists are replaced. */
  config?: object;
  /** Further flags of Node.js, such as a module to preload. */
  flags?: readonly string[];
}

/** The locations of the example, and one more for further templates. */
function catalogWith(directory: string, templates: readonly object[]): object {
  const { catalog } = parse(
    readFileSync(join(root, 'app-config.yaml'), 'utf8'),
  );
  const target = join(directory, 'templates.yaml');
  writeFileSync(
    target,
    templates.map(template => JSON.stringify(template)).join('\n---\n'),
  );
  const rules = [{ allow: ['Template'] }];
  return {
    locations: [
      ...catalog.locations,
      ...(templates.length > 0 ? [{ type: 'file', target, rules }] : []),
    ],
  };
}

/**
 * Writes the configuration of the example backend.
 *
 * @returns the files to start it with, in order
 */
export function writeConfigFiles(
  directory: string,
  port: number,
  options: RealBackendOptions,
): string[] {
  const url = `http://127.0.0.1:${port}`;
  const { endpoint, staleSeconds = 2, database } = options;
  const configs = [
    {
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'better-sqlite3',
          ...database,
          // Sections are merged with the example's, which sets a directory.
          connection: {
            directory: database ? null : directory,
            ...database?.connection,
          },
        },
      },
      auth: {
        providers: {
          guest: { dangerouslyAllowOutsideDevelopment: true },
          test: {},
        },
      },
      catalog: catalogWith(directory, options.templates ?? []),
      scaffolder: {
        taskRecovery: {
          enabled: true,
          staleTimeout: { seconds: staleSeconds },
        },
      },
      streamflix: { aws: { endpoint } },
    },
    options.config ?? {},
  ];
  const files = configs.map((config, i) => {
    const file = join(directory, `config-${i}.yaml`);
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(config));
    return file;
  });
  return [join(root, 'app-config.yaml'), ...files];
}
