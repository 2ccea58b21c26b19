import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import type { LocalAws } from '@streamflix/local-aws';
import {
  account,
  inputOf,
  planAndDeploy,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../AwsAccess';
import { liftProtection } from './liftProtection';
import { readResources, type StackResource } from './readResources';

jest.setTimeout(60_000);

const place = { account, region: 'eu-central-1' };

describe('lifting the protection of databases', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let stackArn: string;
  let resources: StackResource[];
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    const { outcome } = await planAndDeploy(
      access,
      inputOf('safe', { deletionProtection: true }),
    );
    ({ stackArn } = outcome);
    const { cloudFormation } = await access.clients(place);
    resources = await readResources(cloudFormation, stackArn);
  });
  afterAll(() => aws.stop());

  const lift = async (options: {
    stackArn: string;
    resources: readonly StackResource[];
  }) => {
    const notices: string[] = [];
    const { rds } = await access.clients(place);
    const onNotice = (sentence: string) => notices.push(sentence);
    const unready = await liftProtection(rds, { place, onNotice, ...options });
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    return {
      unready,
      notices,
      isProtected: DBClusters?.[0].DeletionProtection,
    };
  };

  it('leaves alone the one of another stack, whose name a creation may have wanted', async () => {
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

  it('says what it did, and does it once', async () => {
    expect(await lift({ stackArn, resources })).toMatchObject({
      notices: [expect.stringContaining('DatabaseCluster')],
      isProtected: false,
    });
    expect(await lift({ stackArn, resources })).toMatchObject({ notices: [] });
  });
});
