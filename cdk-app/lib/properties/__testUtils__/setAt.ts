import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';

/** Sets the value at a dotted path, creating missing sections; undefined removes it. */
export function setAt(input: object, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop();
  if (!last) return;
  let section = input as Values;
  for (const key of keys) {
    const inner = section[key];
    const next: Values = isValues(inner) ? inner : {};
    section[key] = next;
    section = next;
  }
  if (value === undefined) delete section[last];
  else section[last] = value;
}
