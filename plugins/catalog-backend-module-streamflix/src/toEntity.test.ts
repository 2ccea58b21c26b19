import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import type { ListedEnvironment } from '@streamflix/backstage-plugin-streamflix-node';
import { toEntity as toNamedEntity } from './toEntity';

const environment = (
  stack: Partial<ListedEnvironment['stack']> = {},
  ref: Partial<ListedEnvironment['ref']> = {},
): ListedEnvironment => ({
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo', ...ref },
  stack: {
    stackArn:
      'arn:aws:cloudformation:eu-west-2:000000000000:stack/streamflix-demo/1-2',
    stackName: 'streamflix-demo',
    status: 'CREATE_COMPLETE',
    createdAt: '2026-03-01T08:00:00.000Z',
    terminationProtection: false,
    blueprint: 'media-processing',
    version: '0.1.0',
    owner: 'group:default/video',
    outputs: { ApiUrl: 'https://api.example.com/prod' },
    ...stack,
  },
  readAt: '2026-03-01T08:00:00.000Z',
});

const toEntity = (each: ListedEnvironment, localAws: boolean) =>
  toNamedEntity(each, 'streamflix-demo-eu-west-2', localAws);

/** The catalog's own rules for entities. */
const policies = EntityPolicies.allOf([
  new DefaultNamespaceEntityPolicy(),
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

describe('the entity of an environment', () => {
  it('has the account, the region, the owner and the stack', () => {
    const stackArn = environment().stack.stackArn;
    expect(toEntity(environment(), false)).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'streamflix-demo-eu-west-2',
        title: 'demo (eu-west-2)',
        description:
          'Transcoding, metadata, sessions, analytics and a content API. In eu-west-2, account 000000000000.',
        annotations: {
          'backstage.io/managed-by-location': `aws-cloudformation:${stackArn}`,
          'backstage.io/managed-by-origin-location': `aws-cloudformation:${stackArn}`,
          'streamflix.io/stack-arn': stackArn,
          'streamflix.io/account': '000000000000',
          'streamflix.io/region': 'eu-west-2',
          'streamflix.io/suffix': 'demo',
        },
        tags: ['media-processing', 'eu-west-2'],
        links: [
          { url: 'https://api.example.com/prod', title: 'API', icon: 'web' },
          {
            url: `https://eu-west-2.console.aws.amazon.com/cloudformation/home?region=eu-west-2#/stacks/stackinfo?stackId=${encodeURIComponent(
              stackArn,
            )}`,
            title: 'CloudFormation console',
            icon: 'cloud',
          },
        ],
      },
      spec: { type: 'streamflix-environment', owner: 'group:default/video' },
    });
  });

  it.each([
    ['as usual', environment()],
    [
      'without tags and outputs',
      environment({ blueprint: undefined, owner: undefined, outputs: {} }),
    ],
    [
      'with tags not managed by StreamFlix',
      environment({ blueprint: 'My Own: blueprint!', owner: 'a b c' }),
    ],
  ])('is accepted by the catalog: %s', async (_, each) => {
    const entity = toEntity(each, true);
    const accepted = await policies.enforce(entity);
    expect(accepted).toMatchObject({ kind: 'Resource' });
    expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(true);
  });

  it.each([
    ['group:default/video', 'group:default/video'],
    ['user:other/Ann', 'user:other/ann'],
    ['video', 'group:default/video'],
    [undefined, 'group:default/unknown'],
    ['', 'group:default/unknown'],
    ['a:b:c', 'group:default/unknown'],
  ])('has, for the owner tag %s, the owner %s', (owner, expected) => {
    expect(toEntity(environment({ owner }), true).spec.owner).toBe(expected);
  });

  it.each([
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', false, []],
    ['data:text/html,x', true, []],
    ['//api.example.com', false, []],
    ['http://api.example.com', false, []],
    ['http://127.0.0.1:4566/api', true, ['API']],
    ['https://api.example.com', false, ['API']],
  ])('links to the output %s, local AWS %s: %j', (ApiUrl, localAws, titles) => {
    const { links = [] } = toEntity(
      environment({ outputs: { ApiUrl } }),
      localAws,
    ).metadata;
    expect(
      links.map(({ title }) => title).filter(title => title === 'API'),
    ).toEqual(titles);
  });

  it('has no link to a console when AWS is local', () => {
    const { links } = toEntity(environment(), true).metadata;
    expect(links?.map(({ title }) => title)).toEqual(['API']);
  });

  it.each([
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('links in %s to the console of its partition', (region, console) => {
    const { links = [] } = toEntity(
      environment({}, { region }),
      false,
    ).metadata;
    expect(links[1].url.startsWith(console)).toBe(true);
  });
});
