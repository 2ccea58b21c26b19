import { loadConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { format } from 'prettier';
import { join } from 'node:path';

/** Packages of this repository that read configuration. */
const packages = [
  'plugins/streamflix-node',
  'plugins/streamflix-backend',
  'plugins/catalog-backend-module-streamflix',
  'plugins/scaffolder-backend-module-streamflix',
  'plugins/streamflix',
];

/** The part of JSON Schema that our configuration uses. */
interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  visibility?: string;
}

/** A setting: its key, below `streamflix`, and what its schema says. */
interface Setting {
  key: string;
  schema: Schema;
  required: boolean;
}

const isDuration = ({ properties, anyOf }: Schema): boolean =>
  Boolean(properties?.milliseconds ?? anyOf?.some(isDuration));

function typeOf(schema: Schema): string {
  if (isDuration(schema)) return 'duration';
  if (schema.enum) return schema.enum.map(String).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}s`;
  return schema.type ?? 'any value';
}

/** Every setting of a section that has a value of its own, with those in lists as `key[]`. */
function settingsIn(schema: Schema, prefix: string): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const setting = {
      key: `${prefix}${name}`,
      schema: child,
      required: schema.required?.includes(name) ?? false,
    };
    if (child.items?.properties) {
      return [setting, ...settingsIn(child.items, `${prefix}${name}[].`)];
    }
    return child.properties && !isDuration(child)
      ? settingsIn(child, `${prefix}${name}.`)
      : [setting];
  });
}

const cell = (text = '') =>
  text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').replace(/\*/g, '\\*').trim();

// Not as code: TechDocs breaks code in a narrow column after any letter.
const row = ({ key, schema, required }: Setting) =>
  `| ${key} | ${cell(schema.description)} (${typeOf(schema)}${
    required ? ', required' : ''
  }) |`;

const introduction = `<!-- Written by \`yarn docs:configuration\`, from the config.d.ts of the packages. -->

# Configuration

Everything is under \`streamflix:\` in \`app-config.yaml\`. Only \`regions\` is required. Nothing of it reaches the browser. A duration is \`{ minutes: 1 }\`,
\`1m\` or \`PT1M\`.
`;

const conclusion = `
## An example

\`\`\`yaml
streamflix:
  regions: [eu-west-2, ap-northeast-1]
  accounts:
    - { id: '111122223333', name: production }
    - { id: '444455556666', name: staging }
  secrets:
    allow: [streamflix/*, video/*]
  images:
    allow:
      - public.ecr.aws/docker/library/nginx
      - '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}'
  aws:
    permissionsBoundary: streamflix-boundary
    executionRole: streamflix-cloudformation
  operation:
    timeout: { minutes: 90 }
\`\`\`

## Settings of Backstage

- \`aws:\` has the credentials, as
  [integration-aws-node](https://github.com/backstage/backstage/tree/master/packages/integration-aws-node) reads it; without it, they are those of where the backend
  runs. While \`streamflix.aws.endpoint\` is set, an account that is reached by a role is refused, because AWS itself would be asked for the role: set the environment variable
  \`AWS_ENDPOINT_URL\` instead.
- \`scaffolder.concurrentTasksLimit\`: a task mostly waits for AWS. With Backstage's default of ten, tasks wait for each other; 100 is reasonable.
- \`backend.server.keepAliveTimeout\`: plugins send each other requests on connections that are kept. With the default of five seconds, a backend with many tasks closes one that is about to be used, and the task fails with \`ECONNRESET\`; 65 seconds is reasonable.
- \`scaffolder.taskRecovery.enabled\`, \`backend.cache\`, \`events.useEventBus\`: see [Operations](operations.md#several-replicas).
`;

/** The schema of the whole configuration, from the declarations that the packages publish. */
export const loadSchema = (root: string) =>
  loadConfigSchema({
    dependencies: [],
    packagePaths: packages.map(path => join(root, path, 'package.json')),
  });

/**
 * The page about the configuration, from the schemas that the packages publish.
 *
 * @param root - the root of the repository
 */
export async function configurationPage(root: string): Promise<string> {
  const schema = await loadSchema(root);
  const { schemas } = schema.serialize() as unknown as {
    schemas: { packageName: string; value: JsonObject }[];
  };
  const settings = schemas
    .filter(({ packageName }) => packageName.startsWith('@streamflix/'))
    .flatMap(({ value }) => {
      const { properties } = value as Schema;
      return settingsIn(properties?.streamflix ?? {}, '');
    })
    // The schemas of the packages arrive in any order.
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (settings.length === 0) {
    throw new Error('No package has a schema for the section streamflix.');
  }
  const unexplained = settings.filter(each => !each.schema.description);
  if (unexplained.length > 0) {
    throw new Error(
      `These settings have no comment in config.d.ts: ${unexplained
        .map(({ key }) => key)
        .join(', ')}`,
    );
  }
  const table = ['| key | |', '| --- | --- |', ...settings.map(row)].join('\n');
  return format(`${introduction}\n${table}\n${conclusion}`, {
    parser: 'markdown',
    singleQuote: true,
    trailingComma: 'all',
    arrowParens: 'avoid',
  });
}
