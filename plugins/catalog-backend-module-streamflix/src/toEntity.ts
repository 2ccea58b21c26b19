import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type EntityLink,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  annotations,
  blueprints,
  entityType,
  environmentLocation,
  stackOutputs,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ListedEnvironment } from '@streamflix/backstage-plugin-streamflix-node';
import { consoleUrl } from './consoleUrl';
import { toOwnerRef } from './toOwnerRef';

/** Owner of an environment whose stack names none, or no valid reference. */
const unknownOwner = 'group:default/unknown';

/** Valid as a catalog tag; tags of a stack may contain anything. */
const isTag = (text: string | undefined): text is string =>
  text !== undefined &&
  text.length <= 63 &&
  /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/.test(text);

const blueprintOf = ({ blueprint }: StackFacts) =>
  Object.values(blueprints).find(({ id }) => id === blueprint);

/** Outputs are untrusted text of all who may change the stack: only a web address becomes a link. */
function isWebAddress(
  text: string | undefined,
  localAws: boolean,
): text is string {
  if (text === undefined || !URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (localAws && protocol === 'http:');
}

function linksOf(
  { ref, stack }: ListedEnvironment,
  localAws: boolean,
): EntityLink[] {
  const api = stack.outputs[stackOutputs.apiUrl];
  return [
    ...(isWebAddress(api, localAws)
      ? [{ url: api, title: 'API', icon: 'web' }]
      : []),
    // The console does not show local AWS.
    ...(localAws
      ? []
      : [
          {
            url: consoleUrl(ref.region, stack.stackArn),
            title: 'CloudFormation console',
            icon: 'cloud',
          },
        ]),
  ];
}

/** The entity of an environment, under a name chosen for it. */
export function toEntity(
  environment: ListedEnvironment,
  name: string,
  localAws: boolean,
): ResourceEntity {
  const { ref, stack } = environment;
  const blueprint = blueprintOf(stack);
  // Without both locations, an entity never appears, and no error is reported.
  const location = environmentLocation(stack.stackArn);
  const links = linksOf(environment, localAws);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: `${ref.suffix} (${ref.region})`,
      description: `${blueprint?.purpose ?? 'A StreamFlix environment.'} In ${
        ref.region
      }, account ${ref.account}.`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [annotations.stackArn]: stack.stackArn,
        [annotations.account]: ref.account,
        [annotations.region]: ref.region,
        [annotations.suffix]: ref.suffix,
      },
      tags: [stack.blueprint, ref.region].filter(isTag),
      // For an empty list, the entity page shows an empty card.
      ...(links.length > 0 && { links }),
    },
    spec: {
      type: entityType,
      owner: (stack.owner && toOwnerRef(stack.owner)) || unknownOwner,
    },
  };
}
