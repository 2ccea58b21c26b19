import {
  managedBy,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Conditions, Grant } from './Grant';
import type { PolicyContext } from './PolicyContext';

const environmentTag =
  (key: 'aws:RequestTag' | 'aws:ResourceTag') =>
  ({ target: { suffix } }: PolicyContext): Conditions => ({
    StringEquals:
      suffix === '*'
        ? { [`${key}/${stackTags.managedBy}`]: managedBy }
        : { [`${key}/${stackTags.suffix}`]: suffix },
  });

/** Condition that a resource has the environment's tags, which CloudFormation adds to everything in a stack. */
export const hasEnvironmentTags = environmentTag('aws:ResourceTag');

/** Condition that a call sets the environment's tags. */
const setsEnvironmentTags = environmentTag('aws:RequestTag');

const tagsOfOurs = 'resources that have the environment’s tags already';

/** ARN patterns of one service's resources that are identified only by tags. */
const taggedIn = ({ scopes }: PolicyContext, service: string) =>
  [...scopes]
    .filter(
      ([iam, { kind }]) => iam.startsWith(`${service}:`) && kind === 'tagged',
    )
    .flatMap(([, { arns }]) => arns);

const createdInEc2 = ({ types }: PolicyContext) =>
  Object.entries({
    'EC2::EIP': 'AllocateAddress',
    'EC2::FlowLog': 'CreateFlowLogs',
    'EC2::InternetGateway': 'CreateInternetGateway',
    'EC2::NatGateway': 'CreateNatGateway',
    'EC2::RouteTable': 'CreateRouteTable',
    'EC2::SecurityGroup': 'CreateSecurityGroup',
    'EC2::Subnet': 'CreateSubnet',
    'EC2::VPC': 'CreateVpc',
    'ElastiCache::ServerlessCache': 'CreateVpcEndpoint',
  })
    .filter(([type]) => types.has(type))
    .map(([, action]) => action);

/**
 * Tags of a new resource in the call that creates it, and changes of tags on the environment's resources: never on another
 * owner's.
 */
const tagging =
  (
    service: string,
    createAction: string,
    actions: (context: PolicyContext) => string[],
  ) =>
  (context: PolicyContext): Grant[] => {
    const resources = taggedIn(context, service);
    const label = service === 'ec2' ? 'Ec2Tags' : 'EfsTags';
    return [
      {
        label: `${label}OfNew`,
        resources: [
          ...resources,
          ...(service === 'ec2'
            ? context.scopes.get('ec2:vpc-endpoint')?.arns ?? []
            : []),
        ],
        conditions: { StringEquals: { [createAction]: actions(context) } },
        scope: 'tags set by the call that creates the resource',
      },
      {
        label: `${label}OfOurs`,
        resources,
        conditions: hasEnvironmentTags(context),
        scope: tagsOfOurs,
      },
    ];
  };

/**
 * KMS tags a new key in the call that creates it, and requires a permission that is not limited to particular keys: a condition on the
 * tags of the key would refuse the creation. Source: KMS Developer Guide, "Controlling access to tags".
 */
const keyTags = (context: PolicyContext): Grant[] => {
  const resources = taggedIn(context, 'kms');
  return [
    {
      label: 'KmsTagsOfNew',
      resources,
      conditions: setsEnvironmentTags(context),
      scope:
        'tags set by the call that creates the key: only the environment’s',
    },
    {
      label: 'KmsTagsOfOurs',
      resources,
      conditions: hasEnvironmentTags(context),
      scope: tagsOfOurs,
    },
  ];
};

/** By tagging action. */
export const tagGrants = {
  'ec2:CreateTags': tagging('ec2', 'ec2:CreateAction', createdInEc2),
  'ec2:DeleteTags': (context: PolicyContext): Grant[] => [
    {
      label: 'Ec2TagsOfOurs',
      resources: taggedIn(context, 'ec2'),
      conditions: hasEnvironmentTags(context),
      scope: tagsOfOurs,
    },
  ],
  'kms:TagResource': keyTags,
  'elasticfilesystem:TagResource': tagging(
    'elasticfilesystem',
    'elasticfilesystem:CreateAction',
    () => ['CreateFileSystem', 'CreateAccessPoint'],
  ),
};
