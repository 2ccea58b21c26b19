import { resourcesOf, type Template } from '../Template';
import type { Architecture } from './Architecture';
import { entranceParts } from './entranceParts';
import { flowsOf } from './flowsOf';
import { encryptedByOwnKey, regionParts } from './regionParts';
import { storeParts } from './storeParts';
import { taskParts } from './taskParts';
import { zonesOf } from './zonesOf';

/** What a template says there is to draw; nothing comes from elsewhere but the region, which templates do not hold. */
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
