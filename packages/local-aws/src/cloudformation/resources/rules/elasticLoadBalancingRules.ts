import { fieldsOf, listOf, stringOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import {
  form,
  isSet,
  oneOf,
  range,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const api =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';
const loadBalancer = `${api}API_CreateLoadBalancer.html`;
const targetGroup = `${api}API_CreateTargetGroup.html`;
const listener = `${api}API_CreateListener.html`;
const listenerRule = `${api}API_CreateRule.html`;

const name = (source: string, kind: string) =>
  rule(source, candidate => {
    const text = textOf(candidate, 'Name');
    if (text === undefined) return undefined;
    if (text.length > 32) {
      return `The ${kind} name '${text}' cannot be longer than '32' characters`;
    }
    if (!/^[A-Za-z0-9-]+$/.test(text)) {
      return `The ${kind} name '${text}' contains invalid characters: only alphanumeric characters and hyphens are allowed`;
    }
    if (/^-|-$/.test(text)) {
      return `The ${kind} name '${text}' cannot begin or end with a hyphen`;
    }
    return kind === 'load balancer' && text.startsWith('internal-')
      ? "The load balancer name cannot begin with 'internal-'"
      : undefined;
  });

/** Ranges of numeric attributes; `0` is allowed where it turns something off. */
const attributeRanges: Readonly<Record<string, readonly [number, number]>> = {
  'client_keep_alive.seconds': [60, 604_800],
  'deregistration_delay.timeout_seconds': [0, 3600],
  'idle_timeout.timeout_seconds': [1, 4000],
  'slow_start.duration_seconds': [0, 900],
  'stickiness.app_cookie.duration_seconds': [1, 604_800],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
};

const attributes = (source: string, property: string, kind: string) =>
  rule(source, candidate => {
    for (const item of listOf(candidate.properties[property]).map(fieldsOf)) {
      const key = stringOf(item.Key) ?? '';
      const value = stringOf(item.Value) ?? '';
      const [from, to] = attributeRanges[key] ?? [];
      if (
        from !== undefined &&
        to !== undefined &&
        !(Number(value) >= from && Number(value) <= to)
      ) {
        return `${kind} attribute value '${value}' is invalid for '${key}': it must be between ${from} and ${to} inclusive`;
      }
      const isSwitch = /\.(enabled|cross_zone)$/.test(key);
      const switches = ['true', 'false', 'use_load_balancer_configuration'];
      if (isSwitch && !switches.includes(value)) {
        return `${kind} attribute key '${key}' must be 'true' or 'false'`;
      }
    }
    return undefined;
  });

const vpcOfSubnets = (candidate: Candidate, ids: readonly unknown[]) =>
  ids
    .map(
      id =>
        candidate.world.find(candidate.region, 'AWS::EC2::Subnet', String(id))
          ?.properties.VpcId,
    )
    .find(vpc => vpc !== undefined);

const targetsOf = (candidate: Candidate) =>
  listOf(candidate.properties.DefaultActions)
    .map(fieldsOf)
    .flatMap(({ TargetGroupArn, ForwardConfig }) => [
      TargetGroupArn,
      ...listOf(fieldsOf(ForwardConfig).TargetGroups).map(
        each => fieldsOf(each).TargetGroupArn,
      ),
    ])
    .flatMap(arn => stringOf(arn) ?? []);

const conditionFields = [
  'path-pattern',
  'host-header',
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
];

/** Elastic Load Balancing. */
export const elasticLoadBalancingRules: ServiceRules = {
  service: 'ElasticLoadBalancingV2',
  rules: {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [
      name(loadBalancer, 'load balancer'),
      attributes(loadBalancer, 'LoadBalancerAttributes', 'Load balancer'),
      rule(loadBalancer, candidate =>
        listOf(candidate.properties.Subnets).length === 0 &&
        listOf(candidate.properties.SubnetMappings).length === 0
          ? 'A load balancer requires subnets: specify either subnets or subnet mappings'
          : undefined,
      ),
      rule(loadBalancer, ({ world, region, properties }) => {
        const zones = listOf(properties.Subnets).map(id =>
          stringOf(
            world.find(region, 'AWS::EC2::Subnet', String(id))?.attributes
              .AvailabilityZone,
          ),
        );
        const known = zones.filter(zone => zone !== undefined);
        return new Set(known).size < known.length
          ? 'A load balancer cannot be attached to multiple subnets in the same Availability Zone'
          : undefined;
      }),
    ],
    'AWS::ElasticLoadBalancingV2::TargetGroup': [
      name(targetGroup, 'target group'),
      rule(targetGroup, candidate => {
        const interval = textOf(candidate, 'HealthCheckIntervalSeconds');
        const timeout = textOf(candidate, 'HealthCheckTimeoutSeconds');
        return interval !== undefined &&
          timeout !== undefined &&
          Number(timeout) >= Number(interval)
          ? `Health check interval must be greater than the timeout`
          : undefined;
      }),
      range(
        targetGroup,
        'HealthCheckIntervalSeconds',
        [5, 300],
        value =>
          `Health check interval '${value}' must be between 5 and 300 seconds`,
      ),
      range(
        targetGroup,
        'HealthCheckTimeoutSeconds',
        [2, 120],
        value =>
          `Health check timeout '${value}' must be between 2 and 120 seconds`,
      ),
      range(
        targetGroup,
        'HealthyThresholdCount',
        [2, 10],
        value => `Healthy threshold count '${value}' must be between 2 and 10`,
      ),
      range(
        targetGroup,
        'UnhealthyThresholdCount',
        [2, 10],
        value =>
          `Unhealthy threshold count '${value}' must be between 2 and 10`,
      ),
      range(
        targetGroup,
        'Port',
        [1, 65_535],
        value => `Port '${value}' is invalid: it must be between 1 and 65535`,
      ),
      form(
        targetGroup,
        'HealthCheckPath',
        /^\/\S{0,1023}$/,
        value =>
          `Health check path '${value}' must begin with '/' and have at most 1024 characters`,
      ),
      attributes(targetGroup, 'TargetGroupAttributes', 'Target group'),
      oneOf(targetGroup, 'ProtocolVersion', ['HTTP1', 'HTTP2', 'GRPC']),
      rule(targetGroup, ({ properties }) => {
        const { HttpCode } = fieldsOf(properties.Matcher);
        const numbers = String(HttpCode ?? 200).match(/\d+/g) ?? [];
        return numbers.every(code => Number(code) >= 200 && Number(code) <= 599)
          ? undefined
          : `Health check matcher HTTP code '${String(HttpCode)}' is invalid`;
      }),
      rule(targetGroup, candidate => {
        if (textOf(candidate, 'TargetType') === 'lambda') return undefined;
        const missing = ['Protocol', 'Port', 'VpcId'].find(
          each => !isSet(candidate, each),
        );
        return missing === undefined
          ? undefined
          : `A ${
              missing === 'VpcId' ? 'VPC ID' : missing.toLowerCase()
            } must be specified`;
      }),
    ],
    'AWS::ElasticLoadBalancingV2::Listener': [
      rule(
        listener,
        candidate => {
          const arn = candidate.properties.LoadBalancerArn;
          const same = having(
            candidate,
            'AWS::ElasticLoadBalancingV2::Listener',
            'LoadBalancerArn',
            arn,
          ).some(
            each => String(each.properties.Port) === textOf(candidate, 'Port'),
          );
          return same
            ? `A listener already exists on this port for this load balancer '${arn}'`
            : undefined;
        },
        'create',
      ),
      range(
        listener,
        'Port',
        [1, 65_535],
        value => `Port '${value}' is invalid: it must be between 1 and 65535`,
      ),
      rule(listener, candidate => {
        const balancer = candidate.world.find(
          candidate.region,
          'AWS::ElasticLoadBalancingV2::LoadBalancer',
          String(candidate.properties.LoadBalancerArn),
        );
        const isApplication =
          (balancer?.properties.Type ?? 'application') === 'application';
        const protocol = textOf(candidate, 'Protocol') ?? 'HTTP';
        return balancer &&
          isApplication &&
          !['HTTP', 'HTTPS'].includes(protocol)
          ? `Listener protocol '${protocol}' must be one of 'HTTPS, HTTP'`
          : undefined;
      }),
      rule(listener, candidate =>
        listOf(candidate.properties.DefaultActions)
          .map(fieldsOf)
          .some(({ Type }) => Type === 'forward') &&
        targetsOf(candidate).length === 0
          ? 'A target group ARN must be specified for a forward action'
          : undefined,
      ),
      rule(listener, candidate => {
        const isSecure = ['HTTPS', 'TLS'].includes(
          textOf(candidate, 'Protocol') ?? '',
        );
        return isSecure &&
          listOf(candidate.properties.Certificates).length === 0
          ? `A certificate must be specified for ${textOf(
              candidate,
              'Protocol',
            )} listeners`
          : undefined;
      }),
      rule(listener, candidate => {
        const { world, region, properties } = candidate;
        const balancer = world.find(
          region,
          'AWS::ElasticLoadBalancingV2::LoadBalancer',
          String(properties.LoadBalancerArn),
        );
        const vpc = vpcOfSubnets(
          candidate,
          listOf(balancer?.properties.Subnets),
        );
        const stranger = targetsOf(candidate).find(arn => {
          const own = world.find(
            region,
            'AWS::ElasticLoadBalancingV2::TargetGroup',
            arn,
          )?.properties.VpcId;
          return vpc !== undefined && own !== undefined && own !== vpc;
        });
        return stranger === undefined
          ? undefined
          : `The following target groups '${stranger}' are in a different VPC than load balancer '${String(
              properties.LoadBalancerArn,
            )}'`;
      }),
    ],
    'AWS::ElasticLoadBalancingV2::ListenerRule': [
      rule(listenerRule, ({ properties }) => {
        const field = listOf(properties.Conditions)
          .map(condition => stringOf(fieldsOf(condition).Field))
          .find(each => each !== undefined && !conditionFields.includes(each));
        return field === undefined
          ? undefined
          : `Condition field '${field}' must be one of '[${conditionFields.join(
              ', ',
            )}]'`;
      }),
      range(
        listenerRule,
        'Priority',
        [1, 50_000],
        value => `Priority '${value}' must be between 1 and 50000`,
      ),
      rule(
        listenerRule,
        candidate =>
          having(
            candidate,
            'AWS::ElasticLoadBalancingV2::ListenerRule',
            'ListenerArn',
            candidate.properties.ListenerArn,
          ).some(
            each =>
              String(each.properties.Priority) ===
              textOf(candidate, 'Priority'),
          )
            ? `Priority '${textOf(candidate, 'Priority')}' is currently in use`
            : undefined,
        'create',
      ),
    ],
  },
};
