import { resourcesOf, type Template } from '@streamflix/cdk-app/template';
import type { Architecture } from './Architecture';
import { entranceParts } from './entranceParts';
import { flowsOf } from './flowsOf';
import { encryptedByOwnKey, regionParts } from './regionParts';
import { storeParts } from './storeParts';
import { taskParts } from './taskParts';
import { zonesOf } from './zonesOf';

/** Derives the diagram's content from a template; only the region, which templates do not contain, is passed in. */
export function architectureOf(
  template: Template,
  region: string,
): Architecture {
  const own = encryptedByOwnKey(template);
  const parts = [regionParts, entranceParts, taskParts, storeParts]
    .flatMap(part => part(template))
    .map(part => ({
      ...part,
      ownKey: own.has(part.id),
    }));
  return {
    region,
    vpcCidr: String(resourcesOf(template, 'EC2::VPC')[0].properties.CidrBlock),
    zones: zonesOf(template),
    parts,
    flows: flowsOf(template, parts),
  };
}
