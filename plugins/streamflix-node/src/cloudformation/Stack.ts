import type {
  RollbackConfiguration,
  Stack as DescribedStack,
  Tag,
} from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  printable,
  stackName,
  stackOutputs,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ObservedStack } from './ObservedStack';

/**
 * A stack as `DescribeStacks` returned it: nothing is optional that AWS always returns.
 *
 * @public
 */
export interface Stack extends ObservedStack {
  name: string;
  statusReason?: string;
  /** ISO 8601. */
  createdAt: string;
  /** When its last update started, ISO 8601. */
  updatedAt?: string;
  terminationProtection: boolean;
  /** The change set that was executed last. */
  changeSetArn?: string;
  /** Role that CloudFormation acts with. */
  roleArn?: string;
  /** Version of the layout, from its tags. */
  version?: string;
  /** An output shown as a link is left out unless it uses https: a `javascript:` URL would run as code. */
  outputs: Readonly<Record<string, string>>;
  /** SNS topics that receive its events. */
  topics: readonly string[];
  rollbackConfiguration?: RollbackConfiguration;
}

/** Value of a tag. */
export const tagOf = (
  tags: readonly Tag[] | undefined,
  key: string,
): string | undefined => tags?.find(tag => tag.Key === key)?.Value;

/** Outputs that pages and catalog entities show as links. */
const links: readonly string[] = [stackOutputs.apiUrl];

const isLink = (value: string) =>
  URL.canParse(value) && new URL(value).protocol === 'https:';

const outputsOf = (outputs: DescribedStack['Outputs'] = []) =>
  Object.fromEntries(
    outputs
      .map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        printable(OutputValue),
      ])
      .filter(([key, value]) => !links.includes(key) || isLink(value)),
  );

/** Converts a stack that `DescribeStacks` returned. */
export function toStack(described: DescribedStack): Stack {
  const { StackId: arn = '', StackName: name = '' } = described;
  const { CreationTime, LastUpdatedTime, DeletionTime } = described;
  const changed = DeletionTime ?? LastUpdatedTime ?? CreationTime;
  const tag = (key: string) => tagOf(described.Tags, key);
  const suffix = tag(stackTags.suffix);
  return {
    arn,
    name,
    status: described.StackStatus ?? '',
    statusReason: described.StackStatusReason,
    createdAt: CreationTime?.toISOString() ?? '',
    updatedAt: LastUpdatedTime?.toISOString(),
    changedAt: changed?.toISOString() ?? '',
    terminationProtection: described.EnableTerminationProtection ?? false,
    roleArn: described.RoleARN,
    isManaged:
      tag(stackTags.managedBy) === managedBy &&
      suffix !== undefined &&
      name === stackName(suffix),
    blueprint: tag(stackTags.blueprint) || undefined,
    owner: tag(stackTags.owner) || undefined,
    version: tag(stackTags.version) || undefined,
    outputs: outputsOf(described.Outputs),
    topics: described.NotificationARNs ?? [],
    rollbackConfiguration: described.RollbackConfiguration,
    changeSetArn: described.ChangeSetId,
  };
}
