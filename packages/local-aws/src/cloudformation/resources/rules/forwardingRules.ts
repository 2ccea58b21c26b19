import {
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../../../world/values';
import { isSet, rule, type ServiceRules, textOf } from './Rule';

const api =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';

const outside = (value: unknown, from: number, to: number) =>
  value !== undefined && !(Number(value) >= from && Number(value) <= to);

function problemOfForward(action: Fields): string | undefined {
  const config = fieldsOf(action.ForwardConfig);
  const groups = listOf(config.TargetGroups).map(fieldsOf);
  if (groups.length > 5) {
    return 'A forward action can have at most 5 target groups';
  }
  const weight = groups.find(({ Weight }) => outside(Weight, 0, 999));
  if (weight) {
    return `Weight '${String(weight.Weight)}' must be between 0 and 999`;
  }
  const { DurationSeconds, Enabled } = fieldsOf(
    config.TargetGroupStickinessConfig,
  );
  if (
    outside(DurationSeconds, 1, 604_800) ||
    (String(Enabled) === 'true' && DurationSeconds === undefined)
  ) {
    return 'The stickiness duration of a forward action must be between 1 and 604800 seconds';
  }
  return action.Type === 'forward' &&
    stringOf(action.TargetGroupArn) === undefined &&
    groups.length === 0
    ? 'A target group ARN must be specified for a forward action'
    : undefined;
}

const contentTypes = [
  'text/plain',
  'text/css',
  'text/html',
  'application/javascript',
  'application/json',
];

function problemOfAnswer(action: Fields): string | undefined {
  const { ContentType, MessageBody } = fieldsOf(action.FixedResponseConfig);
  if (
    ContentType !== undefined &&
    !contentTypes.includes(String(ContentType))
  ) {
    return `Content type '${String(
      ContentType,
    )}' must be one of '${contentTypes.join(', ')}'`;
  }
  if (String(MessageBody ?? '').length > 1024) {
    return 'The message body of a fixed response can have at most 1024 characters';
  }
  const redirect = action.RedirectConfig;
  if (redirect === undefined) return undefined;
  const { Protocol, Port, Host, Path, Query } = fieldsOf(redirect);
  if (
    Protocol !== undefined &&
    !/^(HTTPS?|#\{protocol\})$/.test(String(Protocol))
  ) {
    return `Redirect protocol '${String(
      Protocol,
    )}' must be HTTP, HTTPS or #{protocol}`;
  }
  if (Port !== undefined && Port !== '#{port}' && outside(Port, 1, 65_535)) {
    return `Redirect port '${String(Port)}' is not valid`;
  }
  if (Path !== undefined && !String(Path).startsWith('/')) {
    return `Redirect path '${String(Path)}' must start with '/'`;
  }
  const changes = Object.entries({
    protocol: Protocol,
    port: Port,
    host: Host,
    path: Path === undefined ? undefined : String(Path).replace(/^\//, ''),
    query: Query,
  }).some(([name, value]) => value !== undefined && value !== `#{${name}}`);
  return changes
    ? undefined
    : 'The redirect configuration is not valid because it creates a loop.';
}

const actionsOf = ({ properties }: { properties: Readonly<Fields> }) =>
  [...listOf(properties.DefaultActions), ...listOf(properties.Actions)].map(
    fieldsOf,
  );

const actions = rule(`${api}API_Action.html`, candidate => {
  const all = actionsOf(candidate);
  const final = /^(forward|redirect|fixed-response)$/;
  if (all.filter(({ Type }) => final.test(String(Type))).length !== 1) {
    return 'Exactly one action of type forward, redirect or fixed-response must be specified';
  }
  const protocol = textOf(candidate, 'Protocol');
  if (
    protocol === 'HTTP' &&
    all.some(({ Type }) => /^authenticate-/.test(String(Type)))
  ) {
    return 'Authenticate actions require an HTTPS listener';
  }
  return all
    .map(each => problemOfForward(each) ?? problemOfAnswer(each))
    .find(problem => problem !== undefined);
});

const conditions = rule(`${api}API_RuleCondition.html`, ({ properties }) => {
  const all = listOf(properties.Conditions).map(fieldsOf);
  const valuesOf = (each: Fields) => [
    ...stringsOf(each.Values),
    ...Object.entries(each)
      .filter(([name]) => name.endsWith('Config'))
      .flatMap(([, config]) => listOf(fieldsOf(config).Values)),
  ];
  if (all.some(each => valuesOf(each).length === 0)) {
    return 'A condition value must be specified';
  }
  if (all.flatMap(valuesOf).length > 5) {
    return 'A rule can have at most 5 condition values';
  }
  for (const each of all) {
    const texts = valuesOf(each).filter(value => typeof value === 'string');
    const long = texts.find(text => text.length > 128);
    if (long) return `Condition value '${long}' has more than 128 characters`;
    if (each.Field === 'source-ip') {
      const wrong = texts.find(text => !/^[\da-f.:]+\/\d{1,3}$/i.test(text));
      if (wrong) return `The value '${wrong}' is not a valid CIDR block`;
    }
    if (each.Field === 'http-request-method') {
      const wrong = texts.find(text => !/^[A-Z_-]{1,40}$/.test(text));
      if (wrong) return `The HTTP request method '${wrong}' is not valid`;
    }
    if (each.Field === 'path-pattern') {
      const wrong = texts.find(
        text => !/^[\w*?.$/~"'@:+&()!,;=%-]+$/.test(text),
      );
      if (wrong) return `The path pattern '${wrong}' is not valid`;
    }
  }
  return undefined;
});

const secure = rule(`${api}API_CreateListener.html`, candidate => {
  const protocol = textOf(candidate, 'Protocol');
  if (protocol === undefined || /^(HTTPS|TLS|QUIC|TCP_QUIC)$/.test(protocol)) {
    return undefined;
  }
  const given = ['Certificates', 'SslPolicy', 'AlpnPolicy'].find(name =>
    Array.isArray(candidate.properties[name])
      ? listOf(candidate.properties[name]).length > 0
      : isSet(candidate, name),
  );
  return given && `${given} cannot be specified for ${protocol} listeners`;
});

const isBelowHttp = (protocol: string | undefined) =>
  protocol !== undefined && !/^HTTPS?$/.test(protocol);

const health = rule(`${api}API_CreateTargetGroup.html`, candidate => {
  const protocol = textOf(candidate, 'Protocol');
  const checks =
    textOf(candidate, 'HealthCheckProtocol') ??
    (isBelowHttp(protocol) ? 'TCP' : protocol);
  if (textOf(candidate, 'TargetType') === 'lambda') {
    const given = ['Protocol', 'Port', 'VpcId'].find(name =>
      isSet(candidate, name),
    );
    return given && `${given} cannot be specified for a lambda target group`;
  }
  if (checks === 'TCP' && !isBelowHttp(protocol)) {
    return `Health check protocol 'TCP' is not supported for target groups with protocol '${protocol}'`;
  }
  const given = ['HealthCheckPath', 'Matcher'].find(name =>
    isSet(candidate, name),
  );
  if (checks === 'TCP' && given) {
    return `${given} cannot be specified for health checks with protocol 'TCP'`;
  }
  return isSet(candidate, 'ProtocolVersion') && isBelowHttp(protocol)
    ? `Protocol version cannot be specified for protocol '${protocol}'`
    : undefined;
});

const targets = rule(`${api}API_TargetDescription.html`, candidate => {
  const type = textOf(candidate, 'TargetType') ?? 'instance';
  const ids = listOf(candidate.properties.Targets).map(each =>
    String(fieldsOf(each).Id),
  );
  const form = { ip: /^[\da-f.:]+$/i, instance: /^i-[\da-f]+$/ }[type];
  const wrong = ids.find(id => form && !form.test(id));
  return wrong === undefined
    ? undefined
    : `The target ID '${wrong}' is not valid for target type '${type}'`;
});

const subnets = rule(`${api}API_CreateLoadBalancer.html`, candidate => {
  if (isSet(candidate, 'Subnets') && isSet(candidate, 'SubnetMappings')) {
    return 'You must specify either subnets or subnet mappings, but not both';
  }
  const type = textOf(candidate, 'Type') ?? 'application';
  const addresses = listOf(candidate.properties.SubnetMappings)
    .map(fieldsOf)
    .some(({ AllocationId }) => AllocationId !== undefined);
  return addresses && type === 'application'
    ? 'Elastic IP addresses are not supported for load balancers with type application'
    : undefined;
});

const repeatedAttributes = (property: string) =>
  rule(`${api}API_LoadBalancerAttribute.html`, ({ properties }) => {
    const keys = listOf(properties[property]).map(each =>
      String(fieldsOf(each).Key),
    );
    const repeated = keys.find((key, index) => keys.indexOf(key) < index);
    return (
      repeated &&
      `Attribute key '${repeated}' cannot be specified more than once`
    );
  });

const accessLogs = rule(`${api}API_LoadBalancerAttribute.html`, candidate => {
  const values = Object.fromEntries(
    listOf(candidate.properties.LoadBalancerAttributes)
      .map(fieldsOf)
      .map(({ Key, Value }) => [String(Key), String(Value)]),
  );
  const kind = ['access_logs', 'connection_logs'].find(
    each =>
      values[`${each}.s3.enabled`] === 'true' && !values[`${each}.s3.bucket`],
  );
  return (
    kind &&
    `The value of '${kind}.s3.bucket' cannot be empty when '${kind}.s3.enabled' is true`
  );
});

/** Where load balancers forward requests to, and what they answer themselves. */
export const forwardingRules: ServiceRules = {
  service: 'ElasticLoadBalancingV2',
  rules: {
    'AWS::ElasticLoadBalancingV2::Listener': [actions, secure],
    'AWS::ElasticLoadBalancingV2::ListenerRule': [actions, conditions],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [
      subnets,
      repeatedAttributes('LoadBalancerAttributes'),
      accessLogs,
    ],
    'AWS::ElasticLoadBalancingV2::TargetGroup': [
      health,
      targets,
      repeatedAttributes('TargetGroupAttributes'),
    ],
  },
};
