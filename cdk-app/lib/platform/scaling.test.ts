import {
  all,
  cellsOf,
  resourcesOf,
  type Cell,
} from '../__testUtils__/platformTable';

interface Scaling {
  tasks: [min: number, max: number];
  cooldowns: [scaleIn: number, scaleOut: number];
  /** Target iterator age in seconds, for workers. */
  iteratorAge?: number;
}

const cpu = {
  TargetValue: 70,
  PredefinedMetricSpecification: {
    PredefinedMetricType: 'ECSServiceAverageCPUUtilization',
  },
};

const iteratorAge = (seconds: number) => ({
  TargetValue: seconds * 1000,
  CustomizedMetricSpecification: {
    Namespace: 'AWS/Kinesis',
    MetricName: 'GetRecords.IteratorAgeMilliseconds',
    Dimensions: [{ Name: 'StreamName', Value: 'stream-demo' }],
    Statistic: 'Maximum',
  },
});

/** On CPU at 70 %, on iterator age where given, on nothing else. */
const scales =
  (kind: 'Service' | 'Worker', scaling: Scaling): Cell[1] =>
  ({ body, template }) => {
    const [MinCapacity, MaxCapacity] = scaling.tasks;
    const [ScaleInCooldown, ScaleOutCooldown] = scaling.cooldowns;
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      {
        ResourceId: {
          'Fn::Join': [
            '',
            ['service/cluster-demo/', { 'Fn::GetAtt': [kind, 'Name'] }],
          ],
        },
        ScalableDimension: 'ecs:service:DesiredCount',
        ServiceNamespace: 'ecs',
        MinCapacity,
        MaxCapacity,
      },
    );
    expect(
      resourcesOf(body, 'AWS::ApplicationAutoScaling::ScalingPolicy')
        .map(([, properties]) => properties)
        .filter(({ ScalingTargetId }) => {
          const { Ref } = ScalingTargetId as { Ref: string };
          return Ref === `${kind}Scaling`;
        })
        .map(policy => policy.TargetTrackingScalingPolicyConfiguration),
    ).toEqual(
      [
        cpu,
        ...(scaling.iteratorAge ? [iteratorAge(scaling.iteratorAge)] : []),
      ].map(target => ({ ...target, ScaleInCooldown, ScaleOutCooldown })),
    );
  };

const replaces: Cell[1] = ({ template }) =>
  template.allResourcesProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    },
  });
const deployment =
  'max 200 %, min healthy 100 %, circuit breaker with rollback';

const cells = cellsOf('scaling', {
  scaling: {
    'media-processing': [
      '2–20 tasks, CPU target 70 %, cooldowns 60 s / 60 s',
      scales('Service', { tasks: [2, 20], cooldowns: [60, 60] }),
    ],
    'content-delivery': [
      '2–10 tasks, CPU target 70 %, cooldowns in 300 s, out 60 s',
      scales('Service', { tasks: [2, 10], cooldowns: [300, 60] }),
    ],
    'video-pipeline': [
      '1–10 tasks, CPU target 70 % and iterator age 60 s, cooldowns in 300 s, out 60 s',
      scales('Worker', {
        tasks: [1, 10],
        cooldowns: [300, 60],
        iteratorAge: 60,
      }),
    ],
    broadcast: [
      '2–6 tasks, CPU target 70 %, cooldowns in 300 s, out 60 s',
      scales('Service', { tasks: [2, 6], cooldowns: [300, 60] }),
    ],
    complete: [
      'service 2–10, worker 1–10 and on iterator age, CPU target 70 %',
      all(
        scales('Service', { tasks: [2, 10], cooldowns: [300, 60] }),
        scales('Worker', {
          tasks: [1, 10],
          cooldowns: [300, 60],
          iteratorAge: 60,
        }),
      ),
    ],
  },

  deployment: {
    'media-processing': [deployment, replaces],
    'content-delivery': [deployment, replaces],
    'video-pipeline': [deployment, replaces],
    broadcast: [deployment, replaces],
    complete: [deployment, replaces],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
