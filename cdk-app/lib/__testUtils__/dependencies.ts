import type { TemplateBody } from './environment';

function collect(
  value: unknown,
  isResource: (id: string) => boolean,
  found: Set<string>,
) {
  if (Array.isArray(value)) {
    value.forEach(element => collect(element, isResource, found));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const name = key === 'Fn::GetAtt' ? inner[0] : inner;
      if ((key === 'Ref' || key === 'Fn::GetAtt') && isResource(name)) {
        found.add(name);
      } else collect(inner, isResource, found);
    }
  }
}

/** Ids of the resources that one resource references or depends on. */
export function directDependencies(
  { Resources }: TemplateBody,
  id: string,
): Set<string> {
  const found = new Set(Resources[id].DependsOn ?? []);
  collect(Resources[id].Properties, name => name in Resources, found);
  return found;
}

/** Ids of all resources that must be complete before CloudFormation starts with one. */
export function dependenciesOf(body: TemplateBody, id: string): Set<string> {
  const all = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const dependency of directDependencies(body, next)) {
      if (all.has(dependency)) continue;
      all.add(dependency);
      queue.push(dependency);
    }
  }
  return all;
}
