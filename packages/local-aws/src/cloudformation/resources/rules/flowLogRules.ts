import { type Candidate, having } from '../Candidate';
import { isSet, oneOf, rule, type ServiceRules, textOf } from './Rule';

const flowLogs =
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html';

/** Beginnings of the identifiers, by type. */
const prefixes: Readonly<Record<string, string>> = {
  VPC: 'vpc-',
  Subnet: 'subnet-',
  NetworkInterface: 'eni-',
  TransitGateway: 'tgw-',
  TransitGatewayAttachment: 'tgw-attach-',
};

/**
 * The fields of records; AWS adds some with each version.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
 */
const field =
  /^(version|account-id|interface-id|srcaddr|dstaddr|srcport|dstport|protocol|packets|bytes|start|end|action|log-status|vpc-id|subnet-id|instance-id|tcp-flags|type|pkt-(src|dst)(addr|-aws-service)|region|az-id|sublocation-(type|id)|flow-direction|traffic-path|ecs-[a-z-]+|reject-reason|resource-(id|type)|encryption-status|tgw-[a-z-]+|packets-lost-[a-z-]+)$/;

/** What makes two flow logs of a resource the same. */
const configurationOf = ({
  properties,
}: Pick<Candidate, 'properties'>): string =>
  [
    'LogDestination',
    'LogGroupName',
    'TrafficType',
    'LogFormat',
    'MaxAggregationInterval',
  ]
    .map(name => String(properties[name] ?? ''))
    .join(' ');

/** Flow logs of a network. */
export const flowLogRules: ServiceRules = {
  service: 'Ec2',
  rules: {
    'AWS::EC2::FlowLog': [
      oneOf(flowLogs, 'MaxAggregationInterval', ['60', '600']),
      rule(flowLogs, candidate =>
        (textOf(candidate, 'LogDestinationType') ?? 'cloud-watch-logs') ===
          'cloud-watch-logs' &&
        !isSet(candidate, 'DeliverLogsPermissionArn') &&
        !isSet(candidate, 'DeliverCrossAccountRole')
          ? 'DeliverLogsPermissionArn must be specified when the destination is CloudWatch Logs.'
          : undefined,
      ),
      rule(flowLogs, candidate => {
        const id = textOf(candidate, 'ResourceId') ?? '';
        const type = textOf(candidate, 'ResourceType') ?? '';
        return prefixes[type] === undefined || id.startsWith(prefixes[type])
          ? undefined
          : `Resource ${id} is not of the type ${type}`;
      }),
      rule(flowLogs, candidate => {
        const unknown = [
          ...(textOf(candidate, 'LogFormat') ?? '').matchAll(/\$\{([^}]*)\}/g),
        ]
          .map(([, name]) => name)
          .filter(name => !field.test(name));
        return unknown.length === 0
          ? undefined
          : `Unknown fields provided: ${unknown.join(', ')}`;
      }),
      rule(flowLogs, candidate => {
        if (
          isSet(candidate, 'LogGroupName') &&
          isSet(candidate, 'LogDestination')
        ) {
          return 'Please only provide LogGroupName or only provide LogDestination.';
        }
        return textOf(candidate, 'LogDestinationType') === 's3' &&
          !isSet(candidate, 'LogDestination')
          ? 'LogDestination cannot be empty if LogGroupName is not provided.'
          : undefined;
      }),
      rule(flowLogs, candidate =>
        /^(VPC|Subnet|NetworkInterface)$/.test(
          textOf(candidate, 'ResourceType') ?? '',
        ) && !isSet(candidate, 'TrafficType')
          ? 'The request must contain the parameter TrafficType'
          : undefined,
      ),
      rule(
        flowLogs,
        candidate =>
          having(
            candidate,
            'AWS::EC2::FlowLog',
            'ResourceId',
            candidate.properties.ResourceId,
          ).some(each => configurationOf(each) === configurationOf(candidate))
            ? 'There is an existing Flow Log with the same configuration and log destination.'
            : undefined,
        'create',
      ),
    ],
  },
};
