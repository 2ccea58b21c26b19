import {
  DeleteStackCommand,
  type DeleteStackCommandInput,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { StackDriver } from '../../__testUtils__/StackDriver';

const vpc = {
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: '10.0.0.0/16' },
};
const group = {
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { GroupDescription: 'a', VpcId: { Ref: 'Vpc' } },
};

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('deleting a stack', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start({
      faults: [
        {
          kind: 'fail-resource',
          stack: 'sticky*',
          type: 'AWS::EC2::SecurityGroup',
          operation: 'delete',
          attempts: [1],
          reason: 'It sticks.',
        },
        {
          kind: 'fail-delete',
          stack: 'sticky-forced',
          type: 'AWS::EC2::SecurityGroup',
          attempts: [1],
          reason: 'It sticks.',
        },
        { kind: 'hang-resource', resource: 'Endless', operation: 'create' },
      ],
    });
  });
  afterAll(() => driver.stop());

  async function remove(
    name: string,
    more: Partial<DeleteStackCommandInput> = {},
  ) {
    const { StackId = '' } = await driver.stack(name);
    await driver.client.send(
      new DeleteStackCommand({ StackName: name, ...more }),
    );
    return driver.finished(StackId);
  }

  it('deletes resources in reverse order; afterwards the stack is found only by its id', async () => {
    await driver.create('whole', { Resources: { Vpc: vpc, Group: group } });
    const {
      StackStatus,
      StackId = '',
      DeletionTime,
    } = await remove('whole', {
      ClientRequestToken: 'bye',
    });
    expect(StackStatus).toBe('DELETE_COMPLETE');
    expect(DeletionTime).toBeInstanceOf(Date);
    await expect(driver.events('whole')).rejects.toThrow(
      'Stack [whole] does not exist',
    );
    const story = await driver.story(StackId);
    expect(story.slice(story.indexOf('whole DELETE_IN_PROGRESS'))).toEqual([
      'whole DELETE_IN_PROGRESS',
      'Group DELETE_IN_PROGRESS',
      'Group DELETE_COMPLETE',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'whole DELETE_COMPLETE',
    ]);
    const events = await driver.events(StackId);
    expect(events.at(-1)?.ClientRequestToken).toBe('bye');
    const again = await driver.create('whole', { Resources: { Vpc: vpc } });
    expect(again.StackId).not.toBe(StackId);
  });

  it('fails when a resource cannot be deleted, names the cause, and succeeds on the next attempt', async () => {
    await driver.create('sticky', { Resources: { Vpc: vpc, Group: group } });
    const failed = await remove('sticky');
    expect(failed.StackStatus).toBe('DELETE_FAILED');
    expect(failed.StackStatusReason).toBe(
      'The following resource(s) failed to delete: [Group, Vpc]. ',
    );
    const events = await driver.events('sticky');
    expect(
      events.find(
        ({ LogicalResourceId, ResourceStatus }) =>
          LogicalResourceId === 'Vpc' && ResourceStatus === 'DELETE_FAILED',
      )?.ResourceStatusReason,
    ).toMatch(
      /The vpc 'vpc-\w+' has dependencies and cannot be deleted\..*HandlerErrorCode: ResourceConflict/,
    );
    expect((await remove('sticky')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('retains the resources named in RetainResources after a failed deletion', async () => {
    await driver.create('sticky-kept', {
      Resources: { Vpc: vpc, Group: group },
    });
    await expect(
      remove('sticky-kept', { RetainResources: ['Group'] }),
    ).rejects.toThrow('only be specified for a stack in DELETE_FAILED state');
    await remove('sticky-kept');
    const { StackStatus } = await remove('sticky-kept', {
      RetainResources: ['Group', 'Vpc'],
    });
    expect(StackStatus).toBe('DELETE_COMPLETE');
    expect(driver.resources('AWS::EC2::SecurityGroup')).toHaveLength(1);
  });

  it('deletes a stack with FORCE_DELETE_STACK although a resource cannot be deleted', async () => {
    await driver.create('sticky-forced', {
      Resources: { Vpc: vpc, Group: group },
    });
    const force = () =>
      remove('sticky-forced', { DeletionMode: 'FORCE_DELETE_STACK' });
    await expect(force()).rejects.toThrow(
      'You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.',
    );
    expect((await remove('sticky-forced')).StackStatus).toBe('DELETE_FAILED');
    expect((await force()).StackStatus).toBe('DELETE_COMPLETE');
    expect(driver.resources('AWS::EC2::SecurityGroup')).toContainEqual(
      expect.objectContaining({
        logicalId: 'Group',
        stackId: expect.stringContaining('sticky-forced'),
      }),
    );
  });

  it('refuses a stack with termination protection', async () => {
    await driver.create(
      'protected',
      { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      { EnableTerminationProtection: true },
    );
    await expect(remove('protected')).rejects.toThrow(
      'Stack [protected] cannot be deleted while TerminationProtection is enabled',
    );
    await driver.client.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'protected',
        EnableTerminationProtection: false,
      }),
    );
    expect((await remove('protected')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('does not delete a database with deletion protection', async () => {
    await driver.create('guarded', {
      Resources: {
        Database: {
          Type: 'AWS::RDS::DBCluster',
          Properties: {
            Engine: 'aurora-postgresql',
            MasterUsername: 'flix',
            ManageMasterUserPassword: true,
            DeletionProtection: true,
          },
        },
      },
    });
    expect((await remove('guarded')).StackStatus).toBe('DELETE_FAILED');
    expect(await driver.events('guarded')).toContainEqual(
      expect.objectContaining({
        ResourceStatus: 'DELETE_FAILED',
        ResourceStatusReason: expect.stringContaining(
          'Cannot delete protected Cluster, please disable deletion protection and try again.',
        ),
      }),
    );
  });

  it('cancels a creation in progress', async () => {
    const creating = driver.create('early', {
      Resources: {
        Vpc: vpc,
        Endless: { Type: 'AWS::SQS::Queue', DependsOn: 'Vpc' },
      },
    });
    for (;;) {
      const story: string[] = await driver.story('early').catch(() => []);
      if (story.includes('Endless CREATE_IN_PROGRESS')) break;
    }
    const { StackId = '' } = await remove('early');
    expect((await creating).StackStatus).toBe('DELETE_COMPLETE');
    const story = await driver.story(StackId);
    expect(story).toContain('Endless CREATE_FAILED');
    expect(story.at(-1)).toBe('early DELETE_COMPLETE');
    expect(story).not.toContain('early ROLLBACK_IN_PROGRESS');
    expect(
      driver
        .resources('AWS::EC2::VPC')
        .filter(({ stackId }) => stackId === StackId),
    ).toEqual([]);
  });

  it('succeeds when the stack does not exist', async () => {
    await expect(
      driver.client.send(new DeleteStackCommand({ StackName: 'never-was' })),
    ).resolves.toBeDefined();
  });

  it('refuses to delete an export that another stack imports', async () => {
    await driver.create('exporter', {
      Resources: { Vpc: vpc },
      Outputs: {
        Id: { Value: { Ref: 'Vpc' }, Export: { Name: 'shared-vpc' } },
      },
    });
    await driver.create('importer', {
      Resources: {
        Group: {
          ...group,
          Properties: {
            GroupDescription: 'a',
            VpcId: { 'Fn::ImportValue': 'shared-vpc' },
          },
        },
      },
    });
    const refused = await remove('exporter');
    expect(refused.StackStatus).toBe('DELETE_FAILED');
    expect(refused.StackStatusReason).toBe(
      'Delete canceled. Cannot delete export shared-vpc as it is in use by importer.',
    );
    await remove('importer');
    expect((await remove('exporter')).StackStatus).toBe('DELETE_COMPLETE');
  });
});
