import { suggestionsFor } from './suggestionsFor';

const offers = {
  instanceClasses: ['db.t3.micro', 'db.t4g.medium'],
  databaseVersions: { aurora: ['16.13'], rds: ['16.13', '17.9'] },
  cacheVersions: { redis: ['7.0', '7.1'], valkey: ['8.1'] },
  cacheNodeTypes: ['cache.t4g.micro'],
  unread: [],
};
const draft = {
  database: { kind: 'rds' },
  cache: { kind: 'replication-group', engine: 'redis' },
};

describe('suggestionsFor', () => {
  it.each([
    ['database.instanceClass', draft, ['db.t3.micro', 'db.t4g.medium']],
    ['database.version', draft, ['16', '17', '17.9', '16.13']],
    ['cache.version', draft, ['7.1', '7.0']],
    ['cache.nodeType', draft, ['cache.t4g.micro']],
    [
      'cache.version',
      { cache: { kind: 'serverless', engine: 'redis' } },
      ['7'],
    ],
    ['service.image', draft, []],
  ])('returns for %s what AWS offers', (path, values, expected) => {
    expect(suggestionsFor(path, offers, values)).toEqual(expected);
  });

  it('returns nothing while nothing has been read', () => {
    expect(suggestionsFor('database.instanceClass', undefined, draft)).toEqual(
      [],
    );
    expect(suggestionsFor('database.version', { unread: [] }, draft)).toEqual(
      [],
    );
  });
});
