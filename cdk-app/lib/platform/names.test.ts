import { bodyOf } from '../__testUtils__/environment';
import { cellsOf, type Cell } from '../__testUtils__/platformTable';
import { readable } from '../__testUtils__/readable';

/** Properties that look like the resource's name but name something inside it or elsewhere. */
const foreign: Record<string, string[]> = {
  'AWS::CloudWatch::Alarm': ['MetricName'],
  'AWS::ElastiCache::ReplicationGroup': ['CacheParameterGroupName'],
  'AWS::RDS::DBCluster': ['DatabaseName', 'MasterUsername'],
  'AWS::RDS::DBInstance': ['DBName', 'MasterUsername'],
  'AWS::RDS::DBClusterParameterGroup': ['Family'],
  'AWS::RDS::DBParameterGroup': ['Family'],
  'AWS::ApiGateway::Stage': ['StageName'],
  'AWS::ApiGatewayV2::Stage': ['StageName'],
};

/** The names of a resource: in its properties, or in the tag `Name`. */
const namesOf = (type: string, properties: Record<string, unknown>) => [
  ...Object.entries(properties)
    .filter(([key]) => /(Name|Identifier|ReplicationGroupId|Family)$/.test(key))
    .filter(([key]) => !foreign[type]?.includes(key))
    .map(([, value]) => value)
    // A reference is another resource's name, except to API Gateway's log, whose name API Gateway chooses.
    .filter(
      value => typeof value === 'string' || type === 'AWS::Logs::LogGroup',
    )
    .map(readable),
  ...['Tags', 'FileSystemTags', 'AccessPointTags']
    .flatMap(key => (properties[key] ?? []) as { Key: string; Value: string }[])
    .filter(({ Key }) => Key === 'Name')
    .map(({ Value }) => Value),
];

/** Types without a name in AWS, or whose only name is the stage's. */
const nameless = [
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::EC2::Route',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EFS::MountTarget',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  // Named by its alias.
  'AWS::KMS::Key',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/**
 * Names are `{resource-type}-{suffix}`. AWS defines the paths around them, IAM names include the region, and API Gateway finds
 * its execution log by the id of the API.
 */
const named: Cell[1] = ({ body, spec: { region } }) => {
  const without = new Set<string>();
  for (const [id, { Type, Properties = {} }] of Object.entries(
    body.Resources,
  )) {
    const names = namesOf(Type, Properties);
    if (names.length === 0) without.add(Type);
    const form = Type.startsWith('AWS::IAM::')
      ? new RegExp(`^[a-z-]+-${region}-demo$`)
      : /^((alias\/|\/[a-z/]+\/)?[a-z][a-z0-9-]*-demo(\/[a-z]+)?|API-Gateway-Execution-Logs_<RestApi>\/prod)$/;
    for (const name of names) {
      expect({ id, name }).toEqual({ id, name: expect.stringMatching(form) });
    }
  }
  expect([...without].sort()).toEqual(
    nameless.filter(type =>
      Object.values(body.Resources).some(({ Type }) => Type === type),
    ),
  );
};

const cells = cellsOf('names', {
  names: {
    'media-processing': ['every name carries the suffix', named],
    'content-delivery': ['every name carries the suffix', named],
    'video-pipeline': ['every name carries the suffix', named],
    broadcast: ['{resource-type}-{environment-suffix}', named],
    complete: [
      '{resource-type}-{environment-suffix} everywhere',
      environment => {
        named(environment);
        named({
          ...environment,
          body: bodyOf('complete', {
            api: { kind: 'http', tracing: false },
            database: { kind: 'rds' },
            cache: { kind: 'serverless' },
          }),
        });
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
