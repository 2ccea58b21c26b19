import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { actionServices } from '../__testUtils__/actionServices';
import { environmentEntity } from '../__testUtils__/environmentEntity';
import { requestOf } from '../__testUtils__/requestOf';
import { runAction } from '../__testUtils__/runAction';
import { createDeployAction } from './createDeployAction';
import { createPlanAction } from './createPlanAction';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const entity = environmentEntity('demo', region);
const entityRef = `resource:default/${entity.metadata.name}`;

describe('a change by entity', () => {
  let aws: LocalAws;
  let calls: string[] = [];

  /** How often the stack was read, in total or before a call of this name. */
  function reads(before?: string): Record<string, number> {
    const counted = before ? calls.slice(0, calls.indexOf(before)) : calls;
    const times = (name: string) => counted.filter(one => one === name).length;
    return {
      DescribeStacks: times('DescribeStacks'),
      GetTemplate: times('GetTemplate'),
      ListStackResources: times('ListStackResources'),
    };
  }

  const services = () => actionServices(aws, { entities: [entity] });

  beforeAll(async () => {
    aws = await startLocalAws({
      port: 0,
      speed: 6000,
      faults: [
        {
          beforeCall(service, operation) {
            if (service === 'cloudformation') calls.push(operation);
          },
        },
      ],
    });
    const { output } = await runAction(createDeployAction(services()), {
      ...requestOf('demo'),
      region,
    });
    Object.assign(entity.metadata.annotations ?? {}, {
      [annotations.stackArn]: output.stackArn,
    });
  });
  afterAll(() => aws?.stop());
  beforeEach(() => {
    calls = [];
  });

  it('reads the stack once for a plan and once before the change set is created, and its template once', async () => {
    await runAction(createPlanAction(services()), {
      entityRef,
      stream: { shards: 3 },
    });
    expect(reads()).toEqual({
      DescribeStacks: 2,
      GetTemplate: 1,
      ListStackResources: 0,
    });
  });

  it('reads no more for a deployment than it needs to plan, to find an earlier run, and to check each of its two effects', async () => {
    await runAction(createDeployAction(services()), {
      entityRef,
      stream: { shards: 3 },
    });
    expect(reads('ExecuteChangeSet')).toEqual({
      // For the plan, an earlier run, the change set's creation, the authorization of its execution, and its execution.
      DescribeStacks: 5,
      // Of the stack, and of the change set.
      GetTemplate: 2,
      ListStackResources: 0,
    });
  });
});
