import { StackDriver } from '../__testUtils__/StackDriver';
import { REGION } from '../__testUtils__/seed';
import { InMemoryWorld } from './InMemoryWorld';
import { Quotas } from './Quotas';

const vpc = 'AWS::EC2::VPC';
const world = new InMemoryWorld();

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('quotas', () => {
  it('are AWS’s defaults unless limits say otherwise', () => {
    expect(new Quotas(world).ofType(REGION, vpc)).toBe(5);
    expect(new Quotas(world, { [vpc]: 7 }).ofType(REGION, vpc)).toBe(7);
  });

  it('bind stacks only where there are limits', () => {
    expect(new Quotas(world).binding(REGION, vpc)).toBe(Infinity);
    const quotas = new Quotas(world, {});
    expect(quotas.binding(REGION, vpc)).toBe(5);
    expect(quotas.binding(REGION, 'AWS::SNS::Topic')).toBe(Infinity);
  });

  it('can be raised, in one region', () => {
    const quotas = new Quotas(world, {});
    quotas.raise(REGION, 'vpc/L-F678F1CE', 9);
    expect(quotas.binding(REGION, vpc)).toBe(9);
    expect(quotas.binding('us-east-1', vpc)).toBe(5);
  });

  it('fail the resource that exceeds them', async () => {
    const driver = await StackDriver.start({ limits: { [vpc]: 1 } });
    const network = {
      Resources: {
        Vpc: { Type: vpc, Properties: { CidrBlock: '10.0.0.0/16' } },
      },
    };
    try {
      await driver.create('first', network);
      const { StackStatus } = await driver.create('second', network);
      expect(StackStatus).toBe('ROLLBACK_COMPLETE');
      const [failed] = (await driver.events('second')).filter(
        ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
      );
      expect(failed.ResourceStatusReason).toMatch(
        /"The maximum number of VPCs has been reached\.".*HandlerErrorCode: ServiceLimitExceeded/,
      );
    } finally {
      await driver.stop();
    }
  });
});
