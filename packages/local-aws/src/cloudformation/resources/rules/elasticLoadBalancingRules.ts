import { Address4, Address6 } from 'ip-address';
import { fieldsOf, listOf, stringOf, stringsOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import {
  form,
  isSet,
  oneOf,
  range,
  rule,
  type ServiceRules,
  textOf,
  unique,
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

/** The attributes of load balancers and target groups; documented. */
const attributeKeys: Readonly<Record<string, RegExp>> = {
  'Load balancer':
    /^(access_logs\.s3\.(enabled|bucket|prefix)|client_keep_alive\.seconds|(connection_logs|health_check_logs)\.s3\.(enabled|bucket|prefix)|deletion_protection\.enabled|dns_record\.client_routing_policy|idle_timeout\.timeout_seconds|ipv6\.deny_all_igw_traffic|load_balancing\.cross_zone\.enabled|routing\.http\.(desync_mitigation_mode|drop_invalid_header_fields\.enabled|preserve_host_header\.enabled|x_amzn_tls_version_and_cipher_suite\.enabled|xff_client_port\.enabled|xff_header_processing\.mode)|routing\.http2\.enabled|secondary_ips\.auto_assigned\.per_subnet|waf\.fail_open\.enabled|zonal_shift\.config\.enabled)$/,
  'Target group':
    /^(deregistration_delay\.(timeout_seconds|connection_termination\.enabled)|lambda\.multi_value_headers\.enabled|load_balancing\.(algorithm\.(type|anomaly_mitigation)|cross_zone\.enabled)|preserve_client_ip\.enabled|proxy_protocol_v2\.enabled|slow_start\.duration_seconds|stickiness\.(enabled|type|(app|lb)_cookie\.duration_seconds|app_cookie\.cookie_name)|target_failover\.on_(deregistration|unhealthy)|target_group_health\.(dns_failover|unhealthy_state_routing)\.minimum_healthy_targets\.(count|percentage)|target_health_state\.unhealthy\.(connection_termination\.enabled|draining_interval_seconds))$/,
};

/** Values of attributes that are words. */
const attributeValues: Readonly<Record<string, readonly string[]>> = {
  'load_balancing.algorithm.type': [
    'round_robin',
    'least_outstanding_requests',
    'weighted_random',
  ],
  'routing.http.desync_mitigation_mode': ['monitor', 'defensive', 'strictest'],
  'routing.http.xff_header_processing.mode': ['append', 'preserve', 'remove'],
  'stickiness.type': [
    'lb_cookie',
    'app_cookie',
    'source_ip',
    'source_ip_dest_ip',
    'source_ip_dest_ip_proto',
  ],
};

const attributes = (source: string, property: string, kind: string) =>
  rule(source, candidate => {
    for (const item of listOf(candidate.properties[property]).map(fieldsOf)) {
      const key = stringOf(item.Key) ?? '';
      const value = stringOf(item.Value) ?? '';
      if (!attributeKeys[kind].test(key)) {
        return `${kind} attribute key '${key}' is not recognized`;
      }
      const words = attributeValues[key];
      if (words && !words.includes(value)) {
        return `${kind} attribute value '${value}' is not valid for '${key}': it must be one of ${words.join(
          ', ',
        )}`;
      }
      const [from, to] = attributeRanges[key] ?? [];
      if (
        from !== undefined &&
        to !== undefined &&
        !(Number(value) >= from && Number(value) <= to)
      ) {
        return `${kind} attribute value '${value}' is invalid for '${key}': it must be between ${from} and ${to} inclusive`;
      }
      if (
        key === 'slow_start.duration_seconds' &&
        /^([1-9]|[12]\d)$/.test(value)
      ) {
        return `${kind} attribute value '${value}' is invalid for '${key}': it must be 0 or between 30 and 900 inclusive`;
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

const targetsOf = ({ properties }: Pick<Candidate, 'properties'>) =>
  listOf(properties.DefaultActions)
    .map(fieldsOf)
    .flatMap(({ TargetGroupArn, ForwardConfig }) => [
      TargetGroupArn,
      ...listOf(fieldsOf(ForwardConfig).TargetGroups).map(
        each => fieldsOf(each).TargetGroupArn,
      ),
    ])
    .flatMap(arn => stringOf(arn) ?? []);

/** Application load balancers forward HTTP, the others what is below it. */
const layerOf = (protocol: string) =>
  /^HTTPS?$/.test(protocol) ? 'application' : 'transport';

function problemOfActions(actions: unknown): string | undefined {
  for (const action of listOf(actions).map(fieldsOf)) {
    const fixed = fieldsOf(action.FixedResponseConfig).StatusCode;
    if (fixed !== undefined && !/^[245]\d\d$/.test(String(fixed))) {
      return `The status code '${String(
        fixed,
      )}' must match the pattern ^(2|4|5)\\d\\d$`;
    }
    const redirect = fieldsOf(action.RedirectConfig).StatusCode;
    if (redirect !== undefined && !/^HTTP_30[12]$/.test(String(redirect))) {
      return `The redirect status code '${String(
        redirect,
      )}' must be one of 'HTTP_301, HTTP_302'`;
    }
    const missing = [
      ['fixed-response', 'FixedResponseConfig'],
      ['redirect', 'RedirectConfig'],
    ].find(
      ([type, config]) => action.Type === type && action[config] === undefined,
    );
    if (missing)
      return `${missing[1]} must be specified for a ${missing[0]} action`;
  }
  return undefined;
}

const conditionFields = [
  'path-pattern',
  'host-header',
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
];

/** Conditions of which a rule has one at most. */
const single = [
  'path-pattern',
  'host-header',
  'http-request-method',
  'source-ip',
];

function problemOfConditions(conditions: unknown): string | undefined {
  const all = listOf(conditions).map(fieldsOf);
  const fields = all.map(({ Field }) => String(Field));
  const repeated = single.find(
    field => fields.filter(each => each === field).length > 1,
  );
  if (repeated !== undefined) {
    return `A rule can only have one '${repeated}' condition`;
  }
  const values = all.flatMap(each => [
    ...stringsOf(each.Values),
    ...['HostHeaderConfig', 'PathPatternConfig', 'HttpHeaderConfig'].flatMap(
      config => stringsOf(fieldsOf(each[config]).Values),
    ),
  ]);
  const host = all
    .filter(({ Field }) => Field === 'host-header')
    .flatMap(each => [
      ...stringsOf(each.Values),
      ...stringsOf(fieldsOf(each.HostHeaderConfig).Values),
    ])
    .find(value => !/^[\w.*?-]+$/.test(value));
  if (host !== undefined) {
    return `The host-header condition value '${host}' contains invalid characters`;
  }
  if (values.some(value => value.length > 128)) {
    return 'A condition value can have at most 128 characters';
  }
  const block = all
    .flatMap(({ SourceIpConfig }) => stringsOf(fieldsOf(SourceIpConfig).Values))
    .find(
      value =>
        !value.includes('/') ||
        !(Address4.isValid(value) || Address6.isValid(value)),
    );
  return block === undefined
    ? undefined
    : `The source-ip condition value '${block}' is not a valid CIDR`;
}

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
      rule(loadBalancer, candidate => {
        const vpc = vpcOfSubnets(
          candidate,
          listOf(candidate.properties.Subnets),
        );
        const isOpen =
          (textOf(candidate, 'Scheme') ?? 'internet-facing') ===
          'internet-facing';
        return isOpen &&
          vpc !== undefined &&
          having(candidate, 'AWS::EC2::VPCGatewayAttachment', 'VpcId', vpc)
            .length === 0
          ? `VPC ${String(vpc)} has no internet gateway`
          : undefined;
      }),
      rule(loadBalancer, candidate => {
        const { world, region, properties } = candidate;
        const isSingle = listOf(properties.Subnets)
          .map(id => world.find(region, 'AWS::EC2::Subnet', String(id)))
          .some(
            subnet =>
              subnet &&
              !['Ipv6CidrBlock', 'Ipv6IpamPoolId', 'Ipv6Native'].some(
                each => subnet.properties[each] !== undefined,
              ) &&
              having(
                candidate,
                'AWS::EC2::SubnetCidrBlock',
                'SubnetId',
                subnet.physicalId,
              ).length === 0,
          );
        return isSingle &&
          /^dualstack/.test(textOf(candidate, 'IpAddressType') ?? '')
          ? 'You must specify subnets with an associated IPv6 CIDR block.'
          : undefined;
      }),
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
      rule(targetGroup, ({ properties }) => {
        const values = Object.fromEntries(
          listOf(properties.TargetGroupAttributes)
            .map(fieldsOf)
            .map(({ Key, Value }) => [String(Key), String(Value)]),
        );
        return values['stickiness.enabled'] === 'true' &&
          values['stickiness.type'] === 'app_cookie' &&
          values['stickiness.app_cookie.cookie_name'] === undefined
          ? "The attribute 'stickiness.app_cookie.cookie_name' must be specified for the stickiness type 'app_cookie'"
          : undefined;
      }),
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
      unique(
        listener,
        ['LoadBalancerArn', 'Port'],
        ({ properties }) =>
          `A listener already exists on this port for this load balancer '${String(
            properties.LoadBalancerArn,
          )}'`,
      ),
      rule(listener, candidate => {
        const own = candidate.properties.LoadBalancerArn;
        const others = candidate.world
          .list(candidate.region, 'AWS::ElasticLoadBalancingV2::Listener')
          .filter(each => each.properties.LoadBalancerArn !== own);
        const shared = targetsOf(candidate).find(arn =>
          others.some(each => targetsOf(each).includes(arn)),
        );
        return shared === undefined
          ? undefined
          : `The following target groups cannot be associated with more than one load balancer: ${shared}`;
      }),
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
        const own = layerOf(textOf(candidate, 'Protocol') ?? 'HTTP');
        const other = targetsOf(candidate)
          .map(
            arn =>
              candidate.world.find(
                candidate.region,
                'AWS::ElasticLoadBalancingV2::TargetGroup',
                arn,
              )?.properties,
          )
          .find(
            group => group?.Protocol && layerOf(String(group.Protocol)) !== own,
          );
        return other
          ? `Listener protocol '${textOf(
              candidate,
              'Protocol',
            )}' is not supported with a target group with the protocol-port combination '${String(
              other.Protocol,
            )}-${String(other.Port)}'`
          : undefined;
      }),
      form(
        listener,
        'SslPolicy',
        /^ELBSecurityPolicy-[\w-]+$/,
        value => `SSL policy '${value}' not found`,
      ),
      rule(listener, ({ properties }) =>
        problemOfActions(properties.DefaultActions),
      ),
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
      rule(listenerRule, ({ properties }) =>
        listOf(properties.Conditions).length === 0
          ? 'A rule must have at least one condition'
          : problemOfConditions(properties.Conditions) ??
            problemOfActions(properties.Actions),
      ),
      range(
        listenerRule,
        'Priority',
        [1, 50_000],
        value => `Priority '${value}' must be between 1 and 50000`,
      ),
      unique(
        listenerRule,
        ['ListenerArn', 'Priority'],
        candidate =>
          `Priority '${textOf(candidate, 'Priority')}' is currently in use`,
      ),
    ],
  },
};
