import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Constraints } from './violatedConstraints';

/*
 * `yarn tsx packages/local-aws/src/cloudformation/schema/updateSchemaConstraints.ts <directory> [type …]`: regenerates
 * schemaConstraints.json for its types and those named. The directory holds registry schemas: the unpacked CloudformationSchema.zip
 * of a region (CloudFormation CLI User Guide, "Resource type schemas"), or cfn-lint's `data/schemas/resources`.
 */

interface Schema extends Constraints {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface RegistrySchema extends Schema {
  readonly typeName: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly readOnlyProperties?: readonly string[];
}

const kept = [
  'pattern',
  'enum',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const;

/** Java's expressions know `\Z` and possessive quantifiers, ours do not. */
const isUsable = (pattern: string): boolean => {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
};

const translated = (pattern: string) => pattern.replaceAll('\\Z', '$');

function constraintsOf(schema: Schema): Constraints {
  const found = kept
    .filter(name => schema[name] !== undefined && schema[name] !== false)
    .map((name): [string, unknown] => [
      name,
      name === 'pattern' ? translated(String(schema[name])) : schema[name],
    ])
    .filter(([name, value]) => name !== 'pattern' || isUsable(String(value)));
  return Object.fromEntries(found);
}

/** Constraints by path; `*` stands for each item of a list. */
function* walk(
  schema: Schema,
  definitions: RegistrySchema['definitions'],
  path: readonly string[],
  within: readonly string[],
): Generator<[string, Constraints]> {
  const { $ref } = schema;
  if ($ref !== undefined) {
    const target = definitions?.[$ref.replace('#/definitions/', '')];
    if (!target || within.includes($ref)) return;
    yield* walk(target, definitions, path, [...within, $ref]);
  }
  const own = constraintsOf(schema);
  if (path.length > 0 && Object.keys(own).length > 0) {
    yield [path.join('/'), own];
  }
  const members = Object.entries(schema.properties ?? {});
  for (const [name, member] of members) {
    yield* walk(member, definitions, [...path, name], within);
  }
  if (schema.items) {
    yield* walk(schema.items, definitions, [...path, '*'], within);
  }
}

const file = require.resolve('./schemaConstraints.json');
const [, , directory, ...added] = process.argv;
const before = JSON.parse(readFileSync(file, 'utf8'));
const wanted = new Set([...Object.keys(before.types), ...added]);
const types = readdirSync(directory)
  .filter(name => name.endsWith('.json'))
  .map(
    (name): RegistrySchema =>
      JSON.parse(readFileSync(join(directory, name), 'utf8')),
  )
  .filter(({ typeName }) => wanted.has(typeName))
  .sort((a, b) => a.typeName.localeCompare(b.typeName))
  .map(schema => {
    const readOnly = new Set(
      schema.readOnlyProperties?.map(path => path.replace('/properties/', '')),
    );
    const constraints = [...walk(schema, schema.definitions, [], [])].filter(
      ([path]) => !readOnly.has(path),
    );
    return [schema.typeName, Object.fromEntries(constraints)];
  });
writeFileSync(
  file,
  `${JSON.stringify(
    { ...before, types: Object.fromEntries(types) },
    null,
    1,
  )}\n`,
);
