import {
  areas,
  type EnvironmentResource,
} from '@streamflix/backstage-plugin-streamflix-common';

/** How a resource is, as far as it matters for its place in the list. */
export type ResourceState = 'failed' | 'inProgress' | 'complete';

/** Derives the state from CloudFormation's status. */
export function stateOf({
  status,
}: Pick<EnvironmentResource, 'status'>): ResourceState {
  if (/FAILED$/.test(status)) return 'failed';
  return /_IN_PROGRESS$/.test(status) ? 'inProgress' : 'complete';
}

const order: ResourceState[] = ['failed', 'inProgress', 'complete'];

/** What the user is looking for. */
export interface ResourceFilter {
  /** Part of a name, type, identifier or status. */
  text: string;
  /** An area, or empty for all. */
  part: string;
}

/** The resources that match, what failed first, then by part and name. */
export function filterResources(
  resources: readonly EnvironmentResource[],
  { text, part }: ResourceFilter,
): EnvironmentResource[] {
  const wanted = text.trim().toLowerCase();
  const places: readonly (string | undefined)[] = [...areas, undefined];
  const rank = (resource: EnvironmentResource) =>
    order.indexOf(stateOf(resource)) * places.length +
    places.indexOf(resource.area);
  return resources
    .filter(
      ({ area, logicalId, physicalId, type, status }) =>
        (part === '' || area === part) &&
        [logicalId, physicalId, type, status].some(value =>
          value.toLowerCase().includes(wanted),
        ),
    )
    .sort(
      (a, b) => rank(a) - rank(b) || a.logicalId.localeCompare(b.logicalId),
    );
}
