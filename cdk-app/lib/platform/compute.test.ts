import { Match } from 'aws-cdk-lib/assertions';
import {
  all,
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Body = PlatformEnvironment['body'];

interface Tasks {
  cpu: number;
  memory: number;
  /** Port of the API service; the worker has none. */
  port?: number;
}

/** Exactly these Fargate services run, each with its task definition. */
const runs = (
  services: Partial<Record<'service' | 'worker', Tasks>>,
): Cell[1] => {
  return ({ template, body }) => {
    expect(
      resourcesOf(body, 'AWS::ECS::Service').map(
        ([, { ServiceName }]) => ServiceName,
      ),
    ).toEqual(
      expect.arrayContaining(Object.keys(services).map(n => `${n}-demo`)),
    );
    template.resourceCountIs('AWS::ECS::Service', Object.keys(services).length);
    for (const [kind, { cpu, memory, port }] of Object.entries(services)) {
      const prefix = kind === 'service' ? 'Service' : 'Worker';
      template.hasResourceProperties('AWS::ECS::TaskDefinition', {
        Family: `${kind}-demo`,
        RequiresCompatibilities: ['FARGATE'],
        NetworkMode: 'awsvpc',
        Cpu: String(cpu),
        Memory: String(memory),
        ContainerDefinitions: [
          Match.objectLike({
            Name: kind,
            PortMappings: port ? [{ ContainerPort: port }] : Match.absent(),
          }),
        ],
      });
      template.hasResourceProperties('AWS::ECS::Service', {
        ServiceName: `${kind}-demo`,
        TaskDefinition: { Ref: `${prefix}TaskDefinition` },
        LoadBalancers: port
          ? [
              {
                ContainerName: 'service',
                ContainerPort: port,
                TargetGroupArn: { Ref: 'LoadBalancerTargets' },
              },
            ]
          : Match.absent(),
      });
      template.hasResourceProperties('AWS::EC2::SecurityGroup', {
        GroupName: `${kind}-security-group-demo`,
        SecurityGroupIngress: port
          ? [
              {
                IpProtocol: 'tcp',
                FromPort: port,
                ToPort: port,
                SourceSecurityGroupId: { Ref: 'LoadBalancerSecurityGroup' },
              },
            ]
          : Match.absent(),
      });
    }
  };
};

const service = (body: Body, kind: 'service' | 'worker') =>
  resourcesOf(body, 'AWS::ECS::Service').find(
    ([, { ServiceName }]) => ServiceName === `${kind}-demo`,
  )?.[1];

type Share = [
  provider: 'FARGATE' | 'FARGATE_SPOT',
  base: number,
  weight: number,
];

/** Exactly these shares, and a cluster with both capacity providers. */
const placed =
  (kind: 'service' | 'worker', ...shares: Share[]): Cell[1] =>
  ({ body, template }) => {
    expect(service(body, kind)?.CapacityProviderStrategy).toEqual(
      shares.map(([CapacityProvider, base, Weight]) => ({
        CapacityProvider,
        Weight,
        ...(CapacityProvider === 'FARGATE' && { Base: base }),
      })),
    );
    expect(service(body, kind)).not.toHaveProperty('LaunchType');
    template.hasResourceProperties('AWS::ECS::Cluster', {
      CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    });
  };

const cells = cellsOf('compute', {
  compute: {
    'media-processing': [
      'Fargate service, 2048 CPU / 4096 MiB, port 443',
      runs({ service: { cpu: 2048, memory: 4096, port: 443 } }),
    ],
    'content-delivery': [
      'Fargate service, 256 / 512, port 8080, health check /health',
      environment => {
        runs({ service: { cpu: 256, memory: 512, port: 8080 } })(environment);
        environment.template.hasResourceProperties(
          'AWS::ElasticLoadBalancingV2::TargetGroup',
          { HealthCheckPath: '/health' },
        );
      },
    ],
    'video-pipeline': [
      'Fargate worker, 512 / 1024',
      runs({ worker: { cpu: 512, memory: 1024 } }),
    ],
    broadcast: [
      'Fargate service, 512 / 1024, port 8080',
      runs({ service: { cpu: 512, memory: 1024, port: 8080 } }),
    ],
    complete: [
      'API service and worker, 512 / 1024 each',
      runs({
        service: { cpu: 512, memory: 1024, port: 8080 },
        worker: { cpu: 512, memory: 1024 },
      }),
    ],
  },

  'capacity providers': {
    'media-processing': ['FARGATE', placed('service', ['FARGATE', 0, 1])],
    'content-delivery': ['FARGATE', placed('service', ['FARGATE', 0, 1])],
    'video-pipeline': [
      'FARGATE (base 1, weight 1) and FARGATE_SPOT (weight 4)',
      placed('worker', ['FARGATE', 1, 1], ['FARGATE_SPOT', 0, 4]),
    ],
    broadcast: ['FARGATE', placed('service', ['FARGATE', 0, 1])],
    complete: [
      'service on FARGATE (base 2), worker on FARGATE (base 1, weight 1) and FARGATE_SPOT (weight 4)',
      all(
        placed('service', ['FARGATE', 2, 1]),
        placed('worker', ['FARGATE', 1, 1], ['FARGATE_SPOT', 0, 4]),
      ),
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
