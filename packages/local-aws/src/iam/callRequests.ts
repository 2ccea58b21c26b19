import type { Call } from '../protocols/Service';
import { fieldsOf, listOf, stringOf } from '../world/values';
import type { AccessRequest, ConditionValues } from './AccessRequest';
import { actionFacts } from './actionFacts';
import {
  callResources,
  clusterArn,
  type AuthorizedCall,
  type KnownResources,
} from './callResources';

/** Prefixes of actions that differ from the signing name. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Actions that differ from the operation. */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
};

const objectOfUrl = (url: string): string => {
  const { hostname, pathname } = new URL(url);
  const [, bucket] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  return `arn:aws:s3:::${bucket ? `${bucket}${pathname}` : pathname.slice(1)}`;
};

/** What a call of CloudFormation needs in addition. */
function additionalAccess(
  { service, input, call }: AuthorizedCall,
  resource: string,
  operation: string,
): AccessRequest[] {
  if (service !== 'cloudformation') return [];
  const region = { 'aws:RequestedRegion': call.region };
  const role = stringOf(input.RoleARN);
  const url = stringOf(input.TemplateURL);
  const tags = listOf(input.Tags).map(fieldsOf);
  return [
    ...(role
      ? [
          {
            action: 'iam:PassRole',
            resource: role,
            keys: {
              ...region,
              'iam:PassedToService': 'cloudformation.amazonaws.com',
            },
          },
        ]
      : []),
    ...(tags.length > 0 && /^(Create|Update)/.test(operation)
      ? [
          {
            action: 'cloudformation:TagResource',
            resource,
            keys: {
              ...region,
              ...Object.fromEntries(
                tags.map(({ Key, Value }) => [
                  `aws:RequestTag/${Key}`,
                  String(Value),
                ]),
              ),
              'aws:TagKeys': tags.map(({ Key }) => String(Key)),
            },
          },
        ]
      : []),
    ...(url
      ? [{ action: 's3:GetObject', resource: objectOfUrl(url), keys: region }]
      : []),
  ];
}

/** Every access that a request needs; none for a call that needs no permission. */
export async function callRequests(
  request: AuthorizedCall,
  known: KnownResources,
): Promise<AccessRequest[]> {
  const { service, operation, input, call, method, path } = request;
  if (service === 'sts') return [];
  const region = { 'aws:RequestedRegion': call.region };
  if (service === 'apigateway') {
    const [, , rest] = /^(\/v2)?(\/.*)$/.exec(path) ?? [];
    return [
      {
        action: `apigateway:${method}`,
        resource: `arn:aws:apigateway:${call.region}::${rest ?? path}`,
        keys: region,
      },
    ];
  }
  const named = `${PREFIXES[service] ?? service}:${operation}`;
  const action = ACTIONS[named] ?? named;
  const facts = await actionFacts(action);
  const find = callResources[action] ?? callResources[`${service}:*`];
  const isScoped = facts !== undefined && facts.resources.length > 0;
  const arns = isScoped && find ? find(request, known) : ['*'];
  const keys: ConditionValues = {
    ...region,
    ...(service === 'ecs' && { 'ecs:cluster': clusterArn(request) }),
    ...(service === 'cloudformation' && {
      'cloudformation:RoleArn': stringOf(input.RoleARN),
    }),
  };
  return [
    ...arns.map(resource => ({ action, resource, keys })),
    ...additionalAccess(request, arns[0], operation),
  ];
}

/**
 * What CloudFormation calls with its caller's permissions to warn of quotas. Without them it skips that check.
 *
 * Source: CloudFormation User Guide, "Validate stack deployments".
 */
export const quotaRequests = ({ region, accountId }: Call): AccessRequest[] =>
  [
    ['cloudwatch:GetMetricData', '*'],
    ['ec2:DescribeSecurityGroups', '*'],
    ['iam:GetAccountSummary', '*'],
    ['lambda:GetAccountSettings', '*'],
    [
      'servicequotas:GetServiceQuota',
      `arn:aws:servicequotas:${region}:${accountId}:vpc/L-F678F1CE`,
    ],
  ].map(([action, resource]) => ({
    action,
    resource,
    keys: { 'aws:RequestedRegion': region },
  }));
