import { parse } from 'yaml';

interface Operation {
  description: string;
  parameters?: { name?: string; in?: string; description?: string }[];
  responses: Record<
    string,
    { content?: Record<string, { schema: { $ref?: string } }> }
  >;
}

/** The name of the type of an operation's successful answer. */
function typeOf({ responses }: Operation): string | undefined {
  const success = Object.keys(responses).find(status => /^2/.test(status));
  const ref =
    success && responses[success].content?.['application/json'].schema.$ref;
  return ref?.split('/').at(-1);
}

function describe(path: string, method: string, operation: Operation): string {
  const type = typeOf(operation);
  const query = (operation.parameters ?? [])
    .filter(each => each.in === 'query')
    .map(({ name, description }) => ` \`?${name}=\`: ${description}`);
  return `- **\`${method.toUpperCase()} ${path}\`** ${
    type ? `→ \`${type}\`` : ''
  }<br>${operation.description}${query.join('')}`;
}

/** The routes of an OpenAPI document, as a list in Markdown. */
export function routeList(document: string): string {
  const { paths } = parse(document) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) =>
        describe(path, method, operation),
      ),
    )
    .join('\n');
}
