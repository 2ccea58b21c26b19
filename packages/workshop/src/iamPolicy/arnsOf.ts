import type { Json, JsonObject } from '@streamflix/local-aws/cloudformation';
import { partitionOf, type Place } from './Place';
import type { ScopeRow } from './scopes';

/** Suffix the template is made with; it occurs in no name but as the suffix. */
export const templateSuffix = 'qqzzqq';

/** Stands for the region while numbers are replaced; no name has it. */
const regionMark = '<region>';

/** A name as text, `*` where it refers to what AWS makes up. */
function nameText(name: Json | undefined): string {
  if (typeof name === 'string') return name;
  if (Array.isArray(name)) return name.map(nameText).join('');
  if (typeof name !== 'object' || name === null) return '*';
  const { 'Fn::Join': join, 'Fn::Sub': sub } = name;
  if (Array.isArray(join)) {
    const [separator, parts] = join;
    return Array.isArray(parts)
      ? parts.map(nameText).join(String(separator))
      : '*';
  }
  return sub === undefined
    ? '*'
    : String([sub].flat()[0]).replaceAll(/\$\{[^}]*\}/g, '*');
}

/**
 * A physical name as a pattern. What may differ between two environments of a blueprint is `*`: suffix and region inside it unless
 * they are given, and numbers, such as a port or the major version of an engine.
 *
 * @throws Error for a name of which nothing is known: it would allow everything
 */
export function namePattern(
  name: Json | undefined,
  templateRegion: string,
  place: Pick<Place, 'region' | 'suffix'>,
): string {
  const pattern = nameText(name)
    .replaceAll(templateRegion, regionMark)
    .replaceAll(/\d+/g, '*')
    .replaceAll(templateSuffix, place.suffix)
    .replaceAll(regionMark, place.region)
    .replaceAll(/\*+/g, '*');
  if (!/[a-z]/i.test(pattern)) {
    throw new Error(
      `Nothing is known of the name ${JSON.stringify(
        name,
      )}: a policy cannot be limited to it.`,
    );
  }
  return pattern;
}

export const arnOf = (arn: string, place: Place) =>
  `arn:${partitionOf(place)}:${arn
    .replace(':R:', `:${place.region}:`)
    .replace(':A:', `:${place.account}:`)
    .replace('{suffix}', place.suffix)
    .replaceAll(/\*+/g, '*')}`;

/** ARN patterns of the resources of one row. */
export function arnsOf(
  row: ScopeRow,
  resources: readonly JsonObject[],
  templateRegion: string,
  place: Place,
): string[] {
  const { name: property } = row;
  if (!property) return [arnOf(row.arn, place)];
  const names = resources.map(properties => properties[property]);
  return [
    ...new Set(
      names.map(name =>
        arnOf(
          row.arn.replace('{name}', namePattern(name, templateRegion, place)),
          place,
        ),
      ),
    ),
  ];
}
