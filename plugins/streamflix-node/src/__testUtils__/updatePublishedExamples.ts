import {
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';

/*
 * `yarn tsx plugins/streamflix-node/src/__testUtils__/updatePublishedExamples.ts <directory>`: regenerates what local
 * AWS has of the examples that AWS publishes, for the operations that this package calls. The directory is botocore's, for example
 * `.venv/lib/python3.11/site-packages/botocore`.
 */

interface Member {
  readonly shape: string;
  readonly locationName?: string;
}

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly value?: Member;
}

interface Model {
  readonly operations: Record<string, { output?: Member }>;
  readonly shapes: Record<string, Shape>;
}

interface Example {
  readonly title: string;
  readonly input?: object;
  readonly output?: object;
}

/** Directories of botocore by package of the SDK, where they differ. */
const directories: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  'cloudwatch-logs': 'logs',
  'secrets-manager': 'secretsmanager',
};

const root = join(__dirname, '../../../..');

/** Names of the operations that the sources import a command or a paginator of, by package of the SDK. */
export function calledOperations(): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync('**/*.ts', { cwd: join(__dirname, '..') })) {
    if (/test|__fixtures__/i.test(file)) continue;
    const text = readFileSync(join(__dirname, '..', file), 'utf8');
    for (const [, names, service] of text.matchAll(
      /import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g,
    )) {
      for (const [, page, command] of names.matchAll(
        /(?<!as )\b(?:paginate(\w+)|(\w+)Command)\b/g,
      )) {
        const operations = found.get(service) ?? new Set<string>();
        found.set(service, operations.add(page ?? command));
      }
    }
  }
  return new Map(
    [...found]
      .map(([service, names]) => [service, [...names].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** A value in the documentation of a command: JavaScript, but for the quotes that some names of members need. */
const parse = (text: string) =>
  runInNewContext(`(${text.replace(/^(\s*)([\w-]+):/gm, '$1"$2":')})`);

/** The examples in the documentation of a command. */
function examplesOfSdk(packageDirectory: string, operation: string): Example[] {
  const file = `dist-types/commands/${operation}Command.d.ts`;
  const text = readFileSync(join(packageDirectory, file), 'utf8')
    .replace(/^ \* ?/gm, '')
    .replaceAll('*\\/', '*/');
  return [
    ...text.matchAll(
      /^@example (.+)\n```javascript\n[^]*?const input = ([^]*?);\nconst command[^]*?\/\* response is\n([^]*?)\n\*\//gm,
    ),
  ].map(([, title, input, output]) => ({
    title,
    input: parse(input),
    output: output.startsWith('{') ? parse(output) : undefined,
  }));
}

/** A value with times in ISO 8601, and with the names of members on the wire if wanted. */
function converted(
  shapes: Model['shapes'],
  { shape }: Member,
  value: any,
  onWire: boolean,
): unknown {
  const { type, members, member, value: item } = shapes[shape];
  const convert = (each: Member, one: unknown) =>
    converted(shapes, each, one, onWire);
  if (type === 'structure') {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const found = members![name];
        const { locationName = name } = found;
        return [onWire ? locationName : name, convert(found, one)];
      }),
    );
  }
  if (type === 'list') {
    return value.map((one: unknown) => convert(member!, one));
  }
  if (type === 'map') {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, convert(item!, one)]),
    );
  }
  if (type !== 'timestamp') return value;
  const time = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(time.getTime()) ? value : time.toISOString();
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isEmpty));

function readService(botocore: string, service: string, operations: string[]) {
  const [, version] = /__version__ = '(.+)'/.exec(
    readFileSync(join(botocore, '__init__.py'), 'utf8'),
  )!;
  const directory = directories[service] ?? service;
  const newest = readdirSync(join(botocore, 'data', directory)).sort().at(-1)!;
  const path = join(botocore, 'data', directory, newest);
  const model: Model = JSON.parse(
    gunzipSync(readFileSync(join(path, 'service-2.json.gz'))).toString(),
  );
  const file = join(path, 'examples-1.json');
  const published: Record<string, Example[]> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).examples
    : {};
  const client = join(root, `node_modules/@aws-sdk/client-${service}`);
  const { version: sdkVersion } = JSON.parse(
    readFileSync(join(client, 'package.json'), 'utf8'),
  );
  const examples = operations.flatMap(operation => {
    const { output: shape } = model.operations[operation];
    const seen = new Set<string>();
    return [
      ...examplesOfSdk(client, operation).map(each => ['sdk', each] as const),
      ...(published[operation] ?? []).map(each => ['botocore', each] as const),
    ].flatMap(([source, { title, input = {}, output }]) => {
      // Some have lost their output: there is nothing to read.
      if (!shape || isEmpty(output)) return [];
      const convert = (onWire: boolean) =>
        converted(model.shapes, shape, output, onWire);
      const key = JSON.stringify(convert(false), (_key, value) =>
        value && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort())
          : value,
      );
      if (seen.has(key)) return [];
      seen.add(key);
      return [
        {
          operation,
          source,
          title,
          input,
          output: convert(false),
          // Local AWS has EC2's names on the wire.
          answer: service === 'ec2' ? convert(true) : undefined,
        },
      ];
    });
  });
  const have = new Set(examples.map(({ operation }) => operation));
  return {
    sources: {
      sdk: `@aws-sdk/client-${service} ${sdkVersion} (Apache-2.0), dist-types/commands`,
      botocore: `botocore ${version} (Apache-2.0), ${directory}/${newest}/examples-1.json`,
    },
    unpublished: operations.filter(each => !have.has(each)),
    examples,
  };
}

if (require.main === module) {
  const services = [...calledOperations()].map(([service, operations]) => [
    service,
    readService(process.argv[2], service, operations),
  ]);
  writeFileSync(
    join(root, 'packages/local-aws/src/models/publishedExamples.json'),
    `${JSON.stringify({ services: Object.fromEntries(services) }, null, 2)}\n`,
  );
}
