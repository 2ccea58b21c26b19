import { templateOf } from '../__testUtils__/environment';
import {
  all,
  cellsOf,
  resourcesOf,
  type Cell,
} from '../__testUtils__/platformTable';
import { readable } from '../__testUtils__/readable';

/** The cluster's setting, with a log group that is deleted with the cluster. */
const insights =
  (value: 'enabled' | 'enhanced'): Cell[1] =>
  ({ template, body }) => {
    template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterSettings: [{ Name: 'containerInsights', Value: value }],
    });
    expect(body.Resources.Cluster.DependsOn).toEqual(['ClusterInsightsLogs']);
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/ecs/containerinsights/cluster-demo/performance',
    });
  };

/** Exactly these groups, all with the same retention. */
function logs(days: number, ...names: string[]): Cell[1] {
  return ({ body }) => {
    const groups = resourcesOf(body, 'AWS::Logs::LogGroup').map(
      ([, group]) => group,
    );
    expect(
      groups.map(({ LogGroupName }) => readable(LogGroupName)).sort(),
    ).toEqual(['/vpc/flow-logs-demo', ...names].sort());
    for (const { RetentionInDays } of groups) {
      expect(RetentionInDays).toBe(days);
    }
  };
}
const auroraLogs = '/aws/rds/cluster/database-demo/postgresql';
const rdsLogs = '/aws/rds/instance/database-demo/postgresql';
/** The request, and how API Gateway handled it. */
const apiLogs = [
  '/apigateway/api-demo',
  'API-Gateway-Execution-Logs_<RestApi>/prod',
];
const insightsLogs = '/aws/ecs/containerinsights/cluster-demo/performance';

const cells = cellsOf('observability', {
  'container insights': {
    'media-processing': ['enabled', insights('enabled')],
    'content-delivery': ['enhanced', insights('enhanced')],
    'video-pipeline': ['enabled', insights('enabled')],
    broadcast: ['on', insights('enabled')],
    complete: ['enhanced', insights('enhanced')],
  },

  logs: {
    'media-processing': [
      '/ecs/…, 7 days, as everything else that logs',
      logs(7, auroraLogs, insightsLogs, '/ecs/service-demo', ...apiLogs),
    ],
    'content-delivery': [
      '/ecs/…, 7 days, as everything else that logs',
      logs(
        7,
        rdsLogs,
        insightsLogs,
        '/ecs/service-demo',
        '/apigateway/api-demo',
      ),
    ],
    'video-pipeline': [
      '/ecs/…, 90 days, as everything else that logs',
      logs(90, auroraLogs, insightsLogs, '/ecs/worker-demo'),
    ],
    broadcast: [
      'task and API access logs, 30 days, as everything else that logs',
      logs(30, rdsLogs, insightsLogs, '/ecs/service-demo', ...apiLogs),
    ],
    complete: [
      '90 days, selectable',
      all(
        logs(
          90,
          auroraLogs,
          insightsLogs,
          '/ecs/worker-demo',
          '/ecs/service-demo',
          ...apiLogs,
        ),
        () =>
          templateOf('complete', {
            observability: { logRetentionDays: 365 },
          }).allResourcesProperties('AWS::Logs::LogGroup', {
            RetentionInDays: 365,
          }),
      ),
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
