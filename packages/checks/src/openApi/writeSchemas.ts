import { join } from 'node:path';
import { environmentSpecSchema } from '@streamflix/backstage-plugin-streamflix-common';
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  DefinitionType,
  SchemaGenerator,
  UnknownType,
  type SubNodeParser,
} from 'ts-json-schema-generator';
import { parseDocument } from 'yaml';
import { z } from 'zod/v4';

const prefix = '#/components/schemas/';

/** Types whose schemas are Zod's: the generator cannot follow what Zod infers. */
const zodSchemas: Record<string, z.ZodType> = {
  EnvironmentSpec: environmentSpecSchema,
};

/** The name of the type to which a node of the generator's own TypeScript refers. */
const referredType = (node: object): string =>
  'typeName' in node ? (node.typeName as { getText(): string }).getText() : '';

const zodTypes: SubNodeParser = {
  supportsNode: node => referredType(node) in zodSchemas,
  createType: node => new DefinitionType(referredType(node), new UnknownType()),
};

/** Names of the schemas to which a value refers, at any depth. */
function referredIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' && child.startsWith(prefix)
      ? [child.slice(prefix.length)]
      : referredIn(child),
  );
}

/** The name of a schema in OpenAPI, which allows fewer characters than TypeScript: `Metrics.cpu.memory`. */
const nameIn = (name: string) =>
  decodeURIComponent(name)
    .replace(/[^\w.-]+/g, '.')
    .replace(/\.$/, '');

/** A part of a schema in the generator's JSON Schema 7, as in OpenAPI 3.1: other references, and tuples as `prefixItems`. */
function convert(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(convert);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref' && typeof value === 'string') {
        return [key, `${prefix}${nameIn(value.split('/').at(-1) ?? '')}`];
      }
      const name =
        key === 'items' && Array.isArray(value) ? 'prefixItems' : key;
      return [name, convert(value)];
    }),
  );
}

/**
 * Writes the schemas of an OpenAPI document from the types with their names that streamflix-common exports.
 *
 * @param document - the document, as YAML; its schemas are replaced
 * @param root - the root of the repository
 * @throws Error, if streamflix-common has no type of a name that the paths refer to
 */
export function writeSchemas(document: string, root: string): string {
  const openApi = parseDocument(document);
  openApi.setIn(['components', 'schemas'], {});
  const config = {
    ...DEFAULT_CONFIG,
    path: join(root, 'plugins/streamflix-common/src/index.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: true,
  };
  const program = createProgram(config);
  const generator = new SchemaGenerator(
    program,
    createParser(program, config, parser => parser.addNodeParser(zodTypes)),
    createFormatter(config),
    config,
  );
  const schemas: Record<string, unknown> = {};
  for (const name of new Set(referredIn(openApi.toJS()))) {
    Object.assign(schemas, generator.createSchema(name).definitions);
  }
  for (const name of Object.keys(schemas)) {
    if (name in zodSchemas) {
      schemas[name] = z.toJSONSchema(zodSchemas[name], {
        unrepresentable: 'any',
      });
    }
  }
  openApi.setIn(
    ['components', 'schemas'],
    openApi.createNode(
      Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [
          nameIn(name),
          convert(schema),
        ]),
      ),
    ),
  );
  return openApi.toString({ lineWidth: 120 });
}
