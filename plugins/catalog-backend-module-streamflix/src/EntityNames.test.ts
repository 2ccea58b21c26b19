import { resourceEntityV1alpha1Validator } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { environmentLocation } from '@streamflix/backstage-plugin-streamflix-common';
import type { ListedEnvironment } from '@streamflix/backstage-plugin-streamflix-node';
import { candidateNames, entityRefOf, EntityNames } from './EntityNames';

const account = '000000000000';
const region = 'eu-west-2';

const environment = (suffix: string, of = account): ListedEnvironment => ({
  ref: { account: of, region, suffix },
  stack: {
    stackArn: `arn:aws:cloudformation:${region}:${of}:stack/streamflix-${suffix}/1`,
    stackName: `streamflix-${suffix}`,
    status: 'CREATE_COMPLETE',
    createdAt: '2026-03-01T08:00:00.000Z',
    terminationProtection: false,
    outputs: {},
  },
  readAt: '2026-03-01T08:00:00.000Z',
});

const [short, long, hashed] = candidateNames(environment('demo'), account);

/** A catalog that only has entity names, and a clock. */
class Catalog {
  readonly locations = new Map<string, string>();
  readonly warn = jest.fn<void, [string]>();
  now = 0;
  readonly names = new EntityNames(
    async refs => refs.map(ref => this.entity(ref)),
    { warn: this.warn },
    () => this.now,
  );

  private entity(ref: string): Entity | undefined {
    const location = this.locations.get(ref);
    if (!location) return undefined;
    const annotations = { 'backstage.io/managed-by-location': location };
    return {
      apiVersion: 'v1',
      kind: 'Resource',
      metadata: { name: 'any', annotations },
    };
  }

  put(name: string, location: string) {
    this.locations.set(entityRefOf(name), location);
  }

  remove(name: string) {
    this.locations.delete(entityRefOf(name));
  }

  async choose(each = environment('demo')) {
    return (await this.names.choose([each], account)).get(each);
  }
}

describe('the names of an environment', () => {
  let catalog: Catalog;

  beforeEach(() => {
    catalog = new Catalog();
  });

  it('are the short one, then with the account, then with a hash of the stack ARN', () => {
    expect([short, long]).toEqual([
      'streamflix-demo-eu-west-2',
      'streamflix-demo-eu-west-2-000000000000',
    ]);
    expect(hashed).toMatch(/^streamflix-demo-eu-west-2-[0-9a-f]{8}$/);
  });

  it('contain the account first when it is not the default account', () => {
    const names = candidateNames(environment('demo', '111111111111'), account);
    expect(names).toHaveLength(2);
    expect(names[0]).toBe('streamflix-demo-eu-west-2-111111111111');
  });

  it('are at most as long as the catalog allows', async () => {
    const longest = {
      ref: { account, region: 'ap-northeast-1', suffix: 'a'.repeat(20) },
      stack: { stackArn: 'arn' },
    };
    for (const name of candidateNames(longest, account)) {
      expect(
        await resourceEntityV1alpha1Validator.check({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: { name },
          spec: { type: 'a', owner: 'b' },
        }),
      ).toBe(true);
      expect(name.length).toBeLessThanOrEqual(63);
    }
  });

  it('give way to an entity of another source, and return when it is gone', async () => {
    catalog.put(short, 'url:https://example.com/catalog-info.yaml');
    expect(await catalog.choose()).toEqual([long]);
    catalog.put(long, 'file:/other.yaml');
    expect(await catalog.choose()).toEqual([hashed]);
    catalog.put(hashed, 'file:/other.yaml');
    expect(await catalog.choose()).toEqual([]);
    catalog.remove(short);
    expect(await catalog.choose()).toEqual([short]);
  });

  it('stay when the entity that has the name is the environment itself', async () => {
    const { stackArn } = environment('demo').stack;
    catalog.put(short, environmentLocation(stackArn));
    catalog.now = 1_000_000;
    expect(await catalog.choose()).toEqual([short]);
    expect(catalog.warn).not.toHaveBeenCalled();
  });

  it('are warned about once in each conflict, without the control characters of a location', async () => {
    catalog.put(short, 'url:https://example.com/\u001b[31m\n.yaml');
    await catalog.choose();
    await catalog.choose();
    expect(catalog.warn.mock.calls).toEqual([
      [
        'resource:default/streamflix-demo-eu-west-2, the entity of environment 000000000000/eu-west-2/demo, conflicts with an entity from url:https://example.com/?[31m?.yaml. The environment appears under a longer name until that entity is removed.',
      ],
    ]);
    catalog.remove(short);
    await catalog.choose();
    catalog.put(short, 'url:https://example.com/again.yaml');
    await catalog.choose();
    expect(catalog.warn).toHaveBeenCalledTimes(2);
  });

  it('include the next one while an entity that the catalog does not show has the preferred one', async () => {
    expect(await catalog.choose()).toEqual([short]);
    catalog.now = 59_999;
    expect(await catalog.choose()).toEqual([short]);
    catalog.now = 60_000;
    expect(await catalog.choose()).toEqual([short, long]);
    expect(catalog.warn).toHaveBeenCalledTimes(1);
    const location = environmentLocation(environment('demo').stack.stackArn);
    catalog.put(long, location);
    catalog.now = 200_000;
    expect(await catalog.choose()).toEqual([short, long]);
    catalog.put(short, location);
    expect(await catalog.choose()).toEqual([short]);
    expect(catalog.warn).toHaveBeenCalledTimes(1);
  });

  it('change nothing when the catalog does not respond', async () => {
    const names = new EntityNames(
      async () => {
        throw new Error('503');
      },
      { warn: catalog.warn },
    );
    await expect(names.choose([environment('demo')], account)).rejects.toThrow(
      '503',
    );
  });
});
