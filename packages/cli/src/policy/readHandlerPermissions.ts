import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const handlerNames = ['create', 'read', 'update', 'delete'] as const;

export type Handlers = Record<string, Partial<Record<string, string[]>>>;

interface Schema {
  typeName?: string;
  handlers?: Record<string, { permissions?: string[] } | undefined>;
}

/**
 * The permissions of resource type handlers, from CloudFormation's own schemas, one in each `.json` file of a directory. The list
 * handler is excluded: deploying a stack does not call it.
 *
 * @param types - resource types to read; others are skipped
 */
export function readHandlerPermissions(
  directory: string,
  types: readonly string[],
): Handlers {
  const handlers: Handlers = {};
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.json')) continue;
    const schema: Schema = JSON.parse(
      readFileSync(join(directory, file), 'utf8'),
    );
    const { typeName } = schema;
    if (!typeName || !types.includes(typeName) || !schema.handlers) continue;
    handlers[typeName] = Object.fromEntries(
      handlerNames.flatMap(name => {
        const permissions = schema.handlers?.[name]?.permissions ?? [];
        return permissions.length > 0 ? [[name, permissions]] : [];
      }),
    );
  }
  return handlers;
}
