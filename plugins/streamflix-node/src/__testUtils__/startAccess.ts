import {
  DescribeStacksCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import {
  startLocalAws,
  type LocalAws,
  type LocalAwsOptions,
} from '@streamflix/local-aws';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Authorizer } from '../cloudformation/Authorizer';
import { TerminalAuthorizer } from '../cloudformation/TerminalAuthorizer';
import { createAwsAccess } from '../aws/createAwsAccess';

export const account = '000000000000';

/** Access to an endpoint, as the configuration of an installation gives it. */
export const accessTo = (
  endpoint: string,
  { aws, operation, ...more }: Record<string, JsonObject> = {},
): AwsAccess =>
  createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: ['eu-west-2', 'eu-central-1', 'ap-northeast-1'],
        aws: { endpoint, ...aws },
        operation: { pollInterval: { milliseconds: 20 }, ...operation },
        images: {
          allow: ['public.ecr.aws/*', 'registry.example.com/*'],
        },
        ...more,
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    }),
  });

/** The terminal, where only AWS decides. */
export const terminal = (access: AwsAccess): Authorizer =>
  new TerminalAuthorizer(access, { account, region: 'eu-central-1' });

/** A new local AWS, a hundred times faster than the demo, and access to it. */
export async function startAccess({
  speed = 6000,
  ...options
}: Omit<LocalAwsOptions, 'port'> = {}): Promise<{
  aws: LocalAws;
  access: AwsAccess;
}> {
  const aws = await startLocalAws({ port: 0, speed, ...options });
  // Twelve simulated seconds: polling more often would be most of what a test computes.
  const milliseconds = Math.min(Math.max(12_000 / speed, 20), 100);
  const pollInterval = { milliseconds };
  return { aws, access: accessTo(aws.url, { operation: { pollInterval } }) };
}

/** The smallest blueprint, so that tests are quick: a worker, a database and a stream. */
export const inputOf = (
  suffix: string,
  more: Partial<EnvironmentInput> = {},
): EnvironmentInput => ({
  suffix,
  region: 'eu-central-1',
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
  ...more,
});

/** All CloudFormation stacks of a region with their status, and the change sets that were not executed. */
export async function leftoversIn(
  access: AwsAccess,
  region = 'eu-central-1',
): Promise<{ stacks: Record<string, string>; changeSets: string[] }> {
  const { cloudFormation } = await access.clients({ account, region });
  const { Stacks = [] } = await cloudFormation.send(
    new DescribeStacksCommand({}),
  );
  const changeSets = await Promise.all(
    Stacks.map(async ({ StackName }) => {
      const { Summaries = [] } = await cloudFormation
        .send(new ListChangeSetsCommand({ StackName }))
        // The stack was deleted meanwhile.
        .catch(() => ({ Summaries: [] }));
      return Summaries.filter(
        ({ ExecutionStatus = '' }) => !/^EXECUTE/.test(ExecutionStatus),
      ).map(({ ChangeSetName = '' }) => ChangeSetName);
    }),
  );
  return {
    stacks: Object.fromEntries(
      Stacks.map(({ StackName = '', StackStatus = '' }) => [
        StackName,
        StackStatus,
      ]),
    ),
    changeSets: changeSets.flat(),
  };
}

/** The stack of an environment, as CloudFormation describes it. */
export async function stackOf(access: AwsAccess, suffix: string) {
  const { cloudFormation } = await access.clients({
    account,
    region: 'eu-central-1',
  });
  const { Stacks = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName: `streamflix-${suffix}` }),
  );
  return Stacks[0];
}
