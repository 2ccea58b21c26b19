import { InMemoryWorld } from './InMemoryWorld';
import { seed } from '../__testUtils__/seed';

const QUEUE = 'AWS::SQS::Queue';

describe('InMemoryWorld', () => {
  it('separates resources by region and type', () => {
    const world = new InMemoryWorld();
    const first = seed(world, QUEUE, 'b');
    const second = seed(world, QUEUE, 'a');
    seed(world, QUEUE, 'b', {}, { region: 'ap-northeast-1' });
    seed(world, 'AWS::SNS::Topic', 'b');
    expect(world.list('eu-west-2', QUEUE)).toEqual([first, second]);
    expect(world.find('eu-west-2', QUEUE, 'b')).toBe(first);
    expect(world.find('us-east-1', QUEUE, 'b')).toBeUndefined();
  });

  it('refuses a second resource of one type and id in one region', () => {
    const world = new InMemoryWorld();
    seed(world, QUEUE, 'a');
    expect(() => seed(world, QUEUE, 'a')).toThrow(
      'AWS::SQS::Queue a already exists in eu-west-2.',
    );
  });

  it('no longer finds a removed resource', () => {
    const world = new InMemoryWorld();
    world.remove(seed(world, QUEUE, 'a'));
    expect(world.list('eu-west-2', QUEUE)).toEqual([]);
    expect(() => seed(world, QUEUE, 'a')).not.toThrow();
  });

  it('notifies listeners of each change, after it', () => {
    const world = new InMemoryWorld();
    const seen: [string, boolean][] = [];
    world.onChange(({ phase, region, type, physicalId }) =>
      seen.push([phase, world.find(region, type, physicalId) !== undefined]),
    );
    const queue = seed(world, QUEUE, 'a', {}, { phase: 'creating' });
    world.update(queue, { phase: 'available' });
    world.remove(queue);
    expect(seen).toEqual([
      ['creating', true],
      ['available', true],
      ['available', false],
    ]);
  });

  it('counts the stacks that own resources', () => {
    const world = new InMemoryWorld();
    seed(world, QUEUE, 'of-none');
    expect(world.stackCount).toBe(0);
    seed(world, QUEUE, 'a', {}, { stackId: 'one' });
    seed(world, QUEUE, 'b', {}, { stackId: 'one' });
    seed(world, QUEUE, 'c', {}, { stackId: 'two', region: 'us-east-1' });
    expect(world.stackCount).toBe(2);
  });

  it('counts each resource that a stack owns, in all regions', () => {
    const world = new InMemoryWorld();
    seed(world, QUEUE, 'of-none');
    expect(world.ownedCount).toBe(0);
    const first = seed(world, QUEUE, 'a', {}, { stackId: 'one' });
    seed(world, QUEUE, 'b', {}, { stackId: 'one' });
    seed(world, QUEUE, 'c', {}, { stackId: 'two', region: 'us-east-1' });
    expect(world.ownedCount).toBe(3);
    world.remove(first);
    expect(world.ownedCount).toBe(2);
  });
});
