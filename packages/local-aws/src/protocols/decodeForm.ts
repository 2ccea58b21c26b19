import { type Fields, isFields } from '../world/values';

/**
 * Nests the dotted names of a form: `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`.
 *
 * Lists are `Name.<item>.<n>`, where the item is `member` or a name of the service (`Filters.Filter.1`), or `Name.<n>` where the
 * service flattens them. Scalars stay strings; an empty list is an empty string.
 */
export function decodeForm(form: URLSearchParams): Fields {
  const root: Fields = {};
  for (const [name, value] of form) {
    const parts = name.split('.');
    let node = root;
    for (const part of parts.slice(0, -1)) {
      const child = Object.hasOwn(node, part) ? node[part] : undefined;
      node = isFields(child) ? child : define(node, part, {});
    }
    define(node, parts[parts.length - 1], value);
  }
  return Object.fromEntries(
    Object.entries(root).map(([name, node]) => [name, listsIn(node)]),
  );
}

/** Not an assignment: a member named `__proto__` must stay a member. */
function define<T>(node: Fields, name: string, value: T): T {
  Object.defineProperty(node, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return value;
}

function listsIn(node: unknown): unknown {
  if (!isFields(node)) return node;
  const items = numbered(node) ?? numbered(onlyChild(node));
  if (items) return items.map(listsIn);
  return Object.fromEntries(
    Object.entries(node).map(([name, child]) => [name, listsIn(child)]),
  );
}

function onlyChild(node: Fields): unknown {
  const children = Object.values(node);
  return children.length === 1 ? children[0] : undefined;
}

function numbered(node: unknown): unknown[] | undefined {
  if (!isFields(node)) return undefined;
  const entries = Object.entries(node);
  if (!entries.length || !entries.every(([name]) => /^\d+$/.test(name))) {
    return undefined;
  }
  return entries
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
