import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  startAccess,
  terminal,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { readObservedStack } from '../cloudformation/readObservedStack';
import { liftProtection } from './liftProtection';
import {
  readResources,
  type StackResource,
} from '../cloudformation/readResources';

jest.setTimeout(60_000);

const ref = { account, region: 'eu-central-1', suffix: 'safe' };

describe('lifting the protection of databases', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let stackArn: string;
  let resources: StackResource[];
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    // The database exists, and the creation is not finished.
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Worker',
    });
    const end = new AbortController();
    const { outcome } = await planAndDeploy(
      access,
      inputOf('safe', { deletionProtection: true }),
      {
        signal: end.signal,
        onAbort: 'leave',
        onProgress({ line }) {
          if (/Worker · CREATE_IN_PROGRESS/.test(line)) end.abort();
        },
      },
    );
    ({ stackArn } = outcome);
    const { cloudFormation } = await access.clients(ref);
    resources = await readResources(cloudFormation, stackArn);
  });
  afterAll(() => aws.stop());

  const lift = async (options: {
    stackArn: string;
    resources: readonly StackResource[];
  }) => {
    const notices: string[] = [];
    const { rds } = await access.clients(ref);
    const onNotice = (message: string) => notices.push(message);
    const stack = await readObservedStack(access, ref, options.stackArn);
    const unready = await liftProtection(access, {
      ref,
      onNotice,
      authorize: () =>
        terminal(access).authorize({
          action: 'delete',
          ref,
          operation: 'test',
          stack,
        }),
      ...options,
    });
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    return {
      unready,
      notices,
      isProtected: DBClusters?.[0].DeletionProtection,
    };
  };

  it('does not touch the one of another stack, whose name a creation may have requested', async () => {
    expect(
      await lift({ stackArn: stackArn.replace('safe', 'other'), resources }),
    ).toEqual({ unready: [], notices: [], isProtected: true });
  });

  it('does not miss one that never came to be', async () => {
    const lost = resources.map(each => ({ ...each, physicalId: 'lost' }));
    expect(await lift({ stackArn, resources: lost })).toEqual({
      unready: [],
      notices: [],
      isProtected: true,
    });
  });

  it('reports what it did, and does it once', async () => {
    expect(await lift({ stackArn, resources })).toMatchObject({
      notices: [expect.stringContaining('DatabaseCluster')],
      isProtected: false,
    });
    expect(await lift({ stackArn, resources })).toMatchObject({ notices: [] });
  });
});
