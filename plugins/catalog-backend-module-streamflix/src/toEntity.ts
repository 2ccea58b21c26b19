import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  stringifyEntityRef,
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

/** Whose an environment is whose stack does not say so, or says it in words that are no reference. */
const nobody = 'group:default/unknown';
const isOwner = /^(group|user):[\w.-]+\/[\w.-]+$/;

function ownerOf({ owner }: StackFacts): string {
  if (!owner) return nobody;
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
    return isOwner.test(ref) ? ref : nobody;
  } catch {
    return nobody;
  }
}

/** Tags of the catalog; a stack's tag of another hand may hold anything. */
const isTag = (text: string | undefined): text is string =>
  text !== undefined &&
  text.length <= 63 &&
  /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/.test(text);

const blueprintOf = ({ blueprint }: StackFacts) =>
  Object.values(blueprints).find(({ id }) => id === blueprint);

/** Outputs are text that anybody who may change the stack chose: only an address of the web becomes a link. */
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
    // The console knows nothing of local AWS.
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
  // Entities without these two never appear, and nobody says why.
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
      // An empty list would get a card of its own that says so.
      ...(links.length > 0 && { links }),
    },
    spec: { type: entityType, owner: ownerOf(stack) },
  };
}
