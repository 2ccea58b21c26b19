import { type Fields, isFields } from '../world/values';

/** Properties whose keys are the user's. */
const USER_MAPS = new Set([
  'DockerLabels',
  'DriverOpts',
  'Labels',
  'Options',
  'RequestParameters',
  'StageVariables',
  'Tags',
  'Variables',
]);

/** Names that the API spells in another way, not only with another first letter. */
const RENAMED: Readonly<Record<string, string>> = {
  FilesystemId: 'fileSystemId',
};

/** Converts property names from CloudFormation's spelling to that of an API: `EFSVolumeConfiguration`, `efsVolumeConfiguration`. */
export function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (!isFields(value)) return value;
  const result: Fields = {};
  for (const [name, member] of Object.entries(value)) {
    result[memberName(name)] =
      USER_MAPS.has(name) && !Array.isArray(member)
        ? member
        : lowerCamel(member);
  }
  return result;
}

/** An acronym at the start is in lower case as a whole. */
function memberName(property: string): string {
  return (
    RENAMED[property] ??
    property.replace(/^([A-Z]+(?=[A-Z][a-z]|$)|[A-Z])/, start =>
      start.toLowerCase(),
    )
  );
}
