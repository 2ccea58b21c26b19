import type {
  EnvironmentInput,
  EnvironmentSpec,
} from '../environment/EnvironmentSpec';
import { resolveSpec } from '../environment/resolveSpec';
import type { AccountOffers } from './api';
import { checkOffers } from './checkOffers';

function specOf(given: Partial<EnvironmentInput> = {}): EnvironmentSpec {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-3',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...given,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const offers: AccountOffers = {
  zones: ['euw3-az1', 'euw3-az2', 'euw3-az3'],
  databaseVersions: { aurora: ['16.13'], rds: ['16.13', '17.9'] },
  instanceClasses: ['db.t4g.medium'],
  cacheVersions: { redis: ['7.1'], valkey: ['8.1'] },
  unread: [],
};
const rds = (more: EnvironmentInput['database']) => ({
  database: { kind: 'rds' as const, ...more },
});
const pathsOf = (
  spec: EnvironmentSpec,
  more: Partial<AccountOffers> = {},
  running?: EnvironmentSpec,
) => {
  const { problems, warnings } = checkOffers(
    spec,
    { ...offers, ...more },
    running,
  );
  return [problems, warnings].map(found => found.map(({ path }) => path));
};

describe('checkOffers', () => {
  it('finds nothing in an environment that the account can have, nor where nothing was read', () => {
    expect(pathsOf(specOf())).toEqual([[], []]);
    expect(checkOffers(specOf(rds({ version: '18' })), { unread: [] })).toEqual(
      { problems: [], warnings: [] },
    );
  });

  it('refuses zones that the account does not have, and more than it can use', () => {
    const chosen = specOf({ network: { zoneIds: ['euw3-az1', 'euw3-az3'] } });
    expect(pathsOf(chosen, { zones: ['euw3-az1', 'euw3-az2'] })).toEqual([
      ['network.zoneIds'],
      [],
    ]);
    expect(
      checkOffers(specOf(), { ...offers, zones: ['euw3-az1', 'euw3-az2'] })
        .problems,
    ).toEqual([
      {
        path: 'network.zones',
        message:
          'Availability zones must be at most 1 in eu-west-3 of this account, which has euw3-az1, euw3-az2; euw3-az2 has no VPC links of API Gateway.',
      },
    ]);
  });

  it.each([
    ['a database version', rds({ version: '18' }), 'database.version'],
    [
      'a class for the newest version',
      rds({ version: '17', instanceClass: 'db.t2.micro' }),
      'database.instanceClass',
    ],
    ['a cache version', { cache: { version: '7.0' } }, 'cache.version'],
  ])('refuses %s that AWS does not offer', (_, given, path) => {
    expect(pathsOf(specOf(given))).toEqual([[path], []]);
  });

  it('only warns of a class that may be offered for the older version that is requested', () => {
    const spec = specOf(rds({ version: '16', instanceClass: 'db.t2.micro' }));
    expect(pathsOf(spec)).toEqual([[], ['database.instanceClass']]);
  });

  it('leaves to the plan what a running environment has', () => {
    const spec = specOf({
      ...rds({ version: '18', instanceClass: 'db.t2.micro' }),
      cache: { version: '7.0' },
    });
    expect(pathsOf(spec, { zones: ['euw3-az1'] }, spec)).toEqual([[], []]);
  });
});
