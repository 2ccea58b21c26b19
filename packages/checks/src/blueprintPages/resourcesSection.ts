import {
  areaOf,
  areas,
  type Area,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, section, table } from './markdown';
import { readable, type Resource } from '@streamflix/cdk-app/template';

/** The name shown in AWS: a property that contains the suffix, else the Name tag. */
function physicalName({ Properties = {} }: Resource, suffix: string): string {
  const named = Object.entries(Properties).find(
    ([key, value]) =>
      /(Name|Identifier|Id|Family)$/.test(key) &&
      typeof value === 'string' &&
      value.includes(suffix),
  );
  if (named) return String(named[1]);
  if (Properties.LogGroupName) return readable(Properties.LogGroupName);
  const tags = ['Tags', 'FileSystemTags', 'AccessPointTags']
    .flatMap(key => [Properties[key]].flat())
    .filter(isValues);
  return String(tags.find(({ Key }) => Key === 'Name')?.Value ?? '');
}

/** @throws Error for a type without an area */
export function requireArea(type: string): Area {
  const area = areaOf(type);
  if (area) return area;
  throw new Error(
    `${type} belongs to no area: add its service to resourceArea.ts in streamflix-common.`,
  );
}

/** Every resource of the template, by area and type. */
export function resourcesSection({ template, spec }: BlueprintDesign): string {
  const all = Object.entries(template.Resources);
  const tables = areas.flatMap(area => {
    const own = all.filter(([, { Type }]) => requireArea(Type) === area);
    if (own.length === 0) return [];
    const types = [...new Set(own.map(([, { Type }]) => Type))];
    return [
      `### ${area} (${own.length})`,
      table(
        ['Type', 'Count', 'Logical id: name'],
        types.map(type => {
          const ofType = own.filter(([, { Type }]) => Type === type);
          return [
            code(type),
            String(ofType.length),
            ofType
              .map(([id, resource]) => {
                const name = physicalName(resource, spec.suffix);
                return name ? `${code(id)}: ${name}` : code(id);
              })
              .join('<br>'),
          ];
        }),
      ),
    ];
  });
  return section(
    'Resources',
    `${all.length} resources. Names are those of the suffix \`${spec.suffix}\`; what has no name after its id gets one from AWS.`,
    ...tables,
  );
}
