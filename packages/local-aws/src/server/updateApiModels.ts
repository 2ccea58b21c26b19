import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startLocalAws } from './startLocalAws';
import type { ApiModel, Shape } from '../models/ApiModels';

/*
 * `yarn tsx packages/local-aws/src/server/updateApiModels.ts <directory>`: regenerates apiModels.json for the operations that local
 * AWS has. The directory is botocore's, for example `.venv/lib/python3.11/site-packages/botocore`.
 */

interface Member {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
  readonly queryName?: string;
}

interface SourceShape extends Omit<Shape, 'type' | 'members'> {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly value?: Member;
}

interface Source {
  readonly operations: Record<string, { input?: Member; output?: Member }>;
  readonly shapes: Record<string, SourceShape>;
}

type Direction = 'input' | 'output';

/** Directories of botocore by signing name, where they differ. */
const directories: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['apigateway', 'apigatewayv2'],
  monitoring: ['cloudwatch'],
  servicequotas: ['service-quotas'],
};

/** Values that AWS answers without listing them: events of stacks have every status of a stack. */
const unlisted: Readonly<Record<string, readonly string[]>> = {
  'ResourceStatus.': [
    'REVIEW_IN_PROGRESS',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  ],
};

const types: Readonly<Record<string, Shape['type']>> = {
  character: 'string',
  double: 'float',
  long: 'integer',
};

/** The name by which local AWS knows a member: that on the wire, but S3's headers, labels and elements have the API's. */
function wireName(
  service: string,
  direction: Direction,
  name: string,
  { location, locationName, queryName }: Member,
): string {
  if (service === 's3') {
    return location === 'querystring' ? locationName ?? name : name;
  }
  if (service === 'ec2' && direction === 'input') {
    const own = queryName ?? locationName ?? name;
    return own[0].toUpperCase() + own.slice(1);
  }
  return location === 'uri'
    ? name[0].toLowerCase() + name.slice(1)
    : locationName ?? name;
}

/** In Java any punctuation may be escaped. */
function translated(pattern: string | undefined): string | undefined {
  const text = pattern?.replace(/\\([/!:@=+"'#%&,;<>`~_])/g, '$1');
  if (text) new RegExp(text, 'u').exec('');
  return text;
}

function read(botocore: string, directory: string): [string, Source] {
  const within = join(botocore, 'data', directory);
  const newest = readdirSync(within).sort().at(-1)!;
  const file = join(within, newest, 'service-2.json.gz');
  return [
    `${directory}/${newest}`,
    JSON.parse(gunzipSync(readFileSync(file)).toString()),
  ];
}

/** A shape may have other member names in an answer than in a request. */
function collect(
  service: string,
  direction: Direction,
  name: string,
  source: Source,
  shapes: Record<string, Shape>,
): string {
  const key = direction === 'input' ? name : `${name}.`;
  if (key in shapes) return key;
  const shape = source.shapes[name];
  const follow = (member: Member) =>
    collect(service, direction, member.shape, source, shapes);
  shapes[key] = { type: 'structure' };
  const members = Object.entries(shape.members ?? {});
  const item = shape.member ?? shape.value;
  const isInput = direction === 'input';
  shapes[key] = {
    type: types[shape.type] ?? (shape.type as Shape['type']),
    members:
      shape.type === 'structure'
        ? Object.fromEntries(
            members.map(([each, member]) => [
              wireName(service, direction, each, member),
              follow(member),
            ]),
          )
        : undefined,
    required: shape.required?.map(each =>
      wireName(service, direction, each, shape.members![each]),
    ),
    item: item && follow(item),
    enum: shape.enum && [...shape.enum, ...(unlisted[key] ?? [])],
    // AWS's own answers do not always keep to these.
    pattern: isInput ? translated(shape.pattern) : undefined,
    min: isInput ? shape.min : undefined,
    max: isInput ? shape.max : undefined,
    sensitive: isInput ? shape.sensitive : undefined,
  };
  return key;
}

async function generate(botocore: string): Promise<void> {
  const [, version] = /__version__ = '(.+)'/.exec(
    readFileSync(join(botocore, '__init__.py'), 'utf8'),
  )!;
  const aws = await startLocalAws();
  const models: Record<string, ApiModel> = {};
  for (const service of aws.services) {
    const names = Object.keys(service.operations);
    const [path, source] = (directories[service.name] ?? [service.name])
      .map(directory => read(botocore, directory))
      .find(([, each]) => names.every(name => name in each.operations))!;
    const shapes: Record<string, Shape> = {};
    const shapeOf = (direction: Direction, member: Member | undefined) =>
      member && collect(service.name, direction, member.shape, source, shapes);
    const operations = names.sort().map(name => [
      name,
      {
        input: shapeOf('input', source.operations[name].input),
        output: shapeOf('output', source.operations[name].output),
      },
    ]);
    const key = service.name in models ? `${service.name} v2` : service.name;
    models[key] = {
      source: `botocore ${version} (Apache-2.0), ${path}`,
      operations: Object.fromEntries(operations),
      shapes: Object.fromEntries(
        Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    };
  }
  await aws.stop();
  // One line for each shape.
  const text = JSON.stringify({ models }, null, 1).replace(
    /^( {4}".*?": )\{\n[^]*?^ {4}\}/gm,
    (object, start) =>
      `${start}${JSON.stringify(JSON.parse(object.slice(start.length)))}`,
  );
  writeFileSync(require.resolve('../models/apiModels.json'), `${text}\n`);
}

generate(process.argv[2]).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
