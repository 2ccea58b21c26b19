import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { specOf } from '../__testUtils__/specOf';
import { account, startAccess } from '../__testUtils__/startAccess';
import { checkCacheNode } from './checkCacheNode';

const region = 'eu-west-2';
const mediaProcessing = { region, blueprint: 'media-processing' } as const;

describe('checkCacheNode', () => {
  let aws: LocalAws;
  afterEach(() => aws.stop());

  async function check(
    cache: EnvironmentInput['cache'],
    options: Parameters<typeof startAccess>[0] & {
      running?: EnvironmentInput['cache'];
    } = {},
  ) {
    const { running, ...more } = options;
    const started = await startAccess(more);
    aws = started.aws;
    return checkCacheNode(
      started.access,
      { account, region },
      specOf({ ...mediaProcessing, cache }),
      running && specOf({ ...mediaProcessing, cache: running }),
    );
  }
  const fine = { problems: [], warnings: [] };

  it.each(['cache.r7g.large', 'cache.t4g.micro'])(
    'accepts %s, which AWS sells',
    async nodeType => {
      expect(await check({ nodeType })).toEqual(fine);
    },
  );

  it('refuses a type that AWS neither sells nor documents, with those it sells', async () => {
    expect(await check({ nodeType: 'cache.r7g.24xlarge' })).toEqual({
      problems: [
        {
          path: 'cache.nodeType',
          message: expect.stringMatching(
            /^Cache node type cache\.r7g\.24xlarge cannot be ordered in eu-west-2; AWS offers cache\.r7g\.2xlarge, cache\.r7g\.4xlarge, /,
          ),
        },
      ],
      warnings: [],
    });
  });

  it('only warns of a documented type that AWS does not sell in the region', async () => {
    expect(await check({ nodeType: 'cache.m4.large' })).toEqual({
      problems: [],
      warnings: [expect.stringContaining('may not be available in eu-west-2')],
    });
  });

  it.each([
    ['cache.t2.micro', 'redis', 'not offered for new caches'],
    ['cache.r8g.large', 'redis', 'runs only Valkey'],
  ] as const)('refuses %s for %s', async (nodeType, engine, message) => {
    const { problems } = await check({ nodeType, engine });
    expect(problems).toEqual([
      { path: 'cache.nodeType', message: expect.stringContaining(message) },
    ]);
  });

  it('accepts what runs already', async () => {
    const cache = { nodeType: 'cache.t2.micro' };
    expect(await check(cache, { running: cache })).toEqual(fine);
  });

  it.each([
    ['cache.r7g.large', 'which lists cache.r7g.large'],
    ['cache.r9g.large', 'which does not list cache.r9g.large'],
  ])(
    'compares %s with the documentation where AWS may not be asked',
    async (nodeType, words) => {
      const found = await check(
        { nodeType },
        {
          faults: [
            {
              kind: 'deny',
              operation: 'DescribeReservedCacheNodesOfferings',
            },
          ],
        },
      );
      expect(found).toEqual({
        problems: [],
        warnings: [expect.stringContaining(words)],
      });
    },
  );
});
