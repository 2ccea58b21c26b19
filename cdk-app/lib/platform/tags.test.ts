import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { layoutVersion } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { specOf } from '../__testUtils__/environment';
import {
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';
import { synthesizeEnvironment } from '../../synth/synthesizeEnvironment';

type Body = PlatformEnvironment['body'];

const db = loadAwsServiceSpecSync();
const schemaOf = (type: string) =>
  db.lookup('resource', 'cloudFormationType', 'equals', type).only();

const typesOf = (body: Body) =>
  [...new Set(Object.values(body.Resources).map(({ Type }) => Type))].sort();

/** Types that do not support tags. */
const untaggable = [
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::EC2::Route',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EFS::MountTarget',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Alias',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/**
 * CloudFormation applies the stack's tags to every resource whose type supports tags. All but these have them, no resource
 * overrides one, and ECS and RDS propagate them to tasks and snapshots.
 */
const tagged: Cell[1] = ({ body, template, blueprint, tags }) => {
  expect(tags).toMatchObject({
    Environment: 'demo',
    Owner: 'group:default/video',
    CostCenter: 'streamflix',
    Blueprint: blueprint,
    Version: layoutVersion,
    ManagedBy: 'backstage',
  });
  expect(
    typesOf(body).filter(type => schemaOf(type).tagInformation === undefined),
  ).toEqual(untaggable.filter(type => typesOf(body).includes(type)));
  for (const { Type, Properties = {} } of Object.values(body.Resources)) {
    const property = schemaOf(Type).tagInformation?.tagPropertyName ?? 'Tags';
    const own = (Properties[property] ?? []) as { Key: string }[];
    expect(own.filter(({ Key }) => Key !== 'Name')).toEqual([]);
  }
  template.allResourcesProperties('AWS::ECS::Service', {
    PropagateTags: 'SERVICE',
  });
  for (const type of ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance']) {
    for (const [, store] of resourcesOf(body, type)) {
      if (store.DBInstanceClass !== 'db.serverless') {
        expect(store.CopyTagsToSnapshot).toBe(true);
      }
    }
  }
};

/** Additional cost allocation tags. */
const taggedToo =
  (given: Record<string, string>): Cell[1] =>
  environment => {
    tagged(environment);
    expect(
      synthesizeEnvironment(specOf(environment.blueprint, { tags: given }))
        .tags,
    ).toEqual({ ...environment.tags, ...given });
  };

const cells = cellsOf('tags', {
  tags: {
    'media-processing': [
      'Environment, Owner, CostCenter, Blueprint, Version, ManagedBy; Repository and Author when passed in',
      taggedToo({ Repository: 'video/media', Author: 'video' }),
    ],
    'content-delivery': [
      'the same, and those passed in',
      taggedToo({ Team: 'delivery' }),
    ],
    'video-pipeline': [
      'the same, and those passed in',
      taggedToo({ Team: 'pipeline' }),
    ],
    broadcast: ['for cost tracking and compliance: the same', tagged],
    complete: [
      'Environment, Owner, CostCenter, Blueprint, Version, ManagedBy on everything that can carry them',
      tagged,
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
