import { type Fields, isFields } from '../../world/values';

/** Maps with user-defined keys. */
const USER_MAPS = new Set(['DockerLabels', 'DriverOpts', 'Labels', 'Options']);

/** Converts property names from CloudFormation's spelling to that of ECS's API: `ContainerPort` becomes `containerPort`. */
export function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (!isFields(value)) return value;
  const result: Fields = {};
  for (const [name, member] of Object.entries(value)) {
    result[lowerFirst(name)] = USER_MAPS.has(name)
      ? member
      : lowerCamel(member);
  }
  return result;
}

function lowerFirst(name: string): string {
  return name[0].toLowerCase() + name.slice(1);
}
