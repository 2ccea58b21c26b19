import { templateOf } from '../__testUtils__/environment';
import {
  absent,
  cellsOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Template = PlatformEnvironment['template'];

/** Internal, reachable only through the API's VPC link, forwarding port 80 to healthy tasks. */
const inFront =
  (port: number): Cell[1] =>
  ({ template, spec }) => {
    const subnets = Array.from({ length: spec.network.zones }, (_, zone) => ({
      Ref: `PrivateSubnet${zone + 1}`,
    }));
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
    template.hasResourceProperties(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      { Type: 'application', Scheme: 'internal', Subnets: subnets },
    );
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: { Ref: 'LoadBalancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [
        { Type: 'forward', TargetGroupArn: { Ref: 'LoadBalancerTargets' } },
      ],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: port,
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupName: 'load-balancer-security-group-demo',
      SecurityGroupIngress: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          SourceSecurityGroupId: { Ref: 'VpcLinkSecurityGroup' },
        },
      ],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::VpcLink', {
      SecurityGroupIds: [{ Ref: 'VpcLinkSecurityGroup' }],
    });
  };
const balanced =
  'internal, /health every 30 s, timeout 5 s, healthy 2, unhealthy 3, listening on port 80';

const ownLog = {
  DestinationArn: { 'Fn::GetAtt': ['ApiLogs', 'Arn'] },
};

/** GET /content at the stage prod, traced and logged, with a private integration with the load balancer. */
function isRest(template: Template) {
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
  });
  template.resourceCountIs('AWS::ApiGateway::Method', 1);
  template.hasResourceProperties('AWS::ApiGateway::Resource', {
    PathPart: 'content',
    ParentId: { 'Fn::GetAtt': ['RestApi', 'RootResourceId'] },
  });
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'GET',
    ResourceId: { Ref: 'RestPath1' },
    Integration: {
      Type: 'HTTP_PROXY',
      IntegrationHttpMethod: 'GET',
      ConnectionType: 'VPC_LINK',
      ConnectionId: { Ref: 'VpcLink' },
      IntegrationTarget: { Ref: 'LoadBalancer' },
      Uri: {
        'Fn::Join': [
          '',
          [
            'http://',
            { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] },
            '/content',
          ],
        ],
      },
    },
  });
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'prod',
    TracingEnabled: true,
    AccessLogSetting: ownLog,
  });
}

function isHttp(template: Template, routeKey: string, rootKey?: string) {
  template.resourceCountIs('AWS::ApiGateway::RestApi', 0);
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    ProtocolType: 'HTTP',
  });
  const keys = [routeKey, ...(rootKey ? [rootKey] : [])];
  template.resourceCountIs('AWS::ApiGatewayV2::Route', keys.length);
  for (const RouteKey of keys) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey,
      Target: {
        'Fn::Join': ['/', ['integrations', { Ref: 'HttpIntegration' }]],
      },
    });
  }
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: routeKey.split(' ')[0],
    ConnectionType: 'VPC_LINK',
    ConnectionId: { Ref: 'VpcLink' },
    IntegrationUri: { Ref: 'LoadBalancerListener' },
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    StageName: 'prod',
    AutoDeploy: true,
    AccessLogSettings: ownLog,
  });
}

const cells = cellsOf('api', {
  'load balancer': {
    'media-processing': [balanced, inFront(443)],
    'content-delivery': [`target group on 8080, ${balanced}`, inFront(8080)],
    'video-pipeline': absent(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
    ),
    broadcast: [balanced, inFront(8080)],
    complete: [balanced, inFront(8080)],
  },

  API: {
    'media-processing': [
      'REST, regional, GET /content, stage prod, X-Ray on, private integration to the service',
      ({ template }) => isRest(template),
    ],
    'content-delivery': [
      'HTTP API, ANY /{proxy+} and the root, VPC link to the ALB, stage prod, auto-deploy',
      ({ template }) => isHttp(template, 'ANY /{proxy+}', 'ANY /'),
    ],
    'video-pipeline': absent(
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::VpcLink',
    ),
    broadcast: [
      'REST, integrated with the service, own access log group',
      ({ template }) => {
        isRest(template);
        template.hasResourceProperties('AWS::Logs::LogGroup', {
          LogGroupName: '/apigateway/api-demo',
        });
      },
    ],
    complete: [
      'REST, or HTTP when asked',
      ({ template }) => {
        isRest(template);
        isHttp(
          templateOf('complete', { api: { kind: 'http', tracing: false } }),
          'GET /content',
        );
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
