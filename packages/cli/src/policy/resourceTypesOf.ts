import type { ActionFacts, ResourceType } from './actionFacts';

const route = ['ec2:route-table', 'ec2:subnet'];
/** ECS itself tags the tasks of services. Source: ECS Developer Guide, "Tagging Amazon ECS resources". */
const taggedInEcs = ['ecs:cluster', 'ecs:service', 'ecs:task-definition'];

/** Resource types that the template uses with an action, if the reference lists more. `yarn bench minimality` finds those it does not. */
const narrowed: Readonly<Record<string, readonly string[]>> = {
  'cloudformation:TagResource': [
    'cloudformation:changeset',
    'cloudformation:stack',
  ],
  'ec2:AssociateRouteTable': route,
  'ec2:CreateFlowLogs': ['ec2:vpc', 'ec2:vpc-flow-log'],
  'ec2:CreateNatGateway': ['ec2:natgateway', 'ec2:subnet', 'ec2:elastic-ip'],
  'ec2:CreateVpcEndpoint': [
    'ec2:vpc',
    'ec2:vpc-endpoint',
    'ec2:subnet',
    'ec2:security-group',
  ],
  'ec2:DisassociateRouteTable': route,
  'ec2:ReplaceRouteTableAssociation': route,
  'ecs:ListTagsForResource': taggedInEcs,
  'ecs:TagResource': taggedInEcs,
  'ecs:UntagResource': taggedInEcs,
  'elasticfilesystem:DescribeMountTargets': ['elasticfilesystem:file-system'],
  'rds:CreateDBCluster': [
    'rds:cluster',
    'rds:cluster-pg',
    'rds:og',
    'rds:subgrp',
  ],
  // Handlers read the tags of clusters and instances with the resources.
  'rds:ListTagsForResource': ['rds:cluster-pg', 'rds:pg', 'rds:subgrp'],
  'rds:ModifyDBCluster': ['rds:cluster', 'rds:cluster-pg', 'rds:og'],
};

const changeSet: ResourceType = {
  iam: 'cloudformation:changeset',
  arn: 'arn:${Partition}:cloudformation:${Region}:${Account}:changeSet/${ChangeSetName}/${Id}',
  required: false,
  isNew: false,
  tags: false,
};

/**
 * Resource types that the reference does not list with an action. For these it lists only the stack, but we name a change set by its
 * ARN alone, and AWS has been reported to authorize that ARN (widdix/complete-aws-iam-reference#6): both are allowed.
 */
const unlisted: Readonly<Record<string, readonly ResourceType[]>> = {
  'cloudformation:DeleteChangeSet': [changeSet],
  'cloudformation:DescribeChangeSet': [changeSet],
  'cloudformation:ExecuteChangeSet': [changeSet],
  'cloudformation:GetTemplate': [changeSet],
};

/** Actions that may use one of AWS's defaults, such as its option group. */
export const usesDefaults =
  /^(rds:(Create|Modify)DB(Cluster|Instance)|elasticache:(Create|Modify)ReplicationGroup)$/;

/** Reads that AWS authorizes on all resources of a type, even when the request names one. */
export const wholeKindReads: ReadonlySet<string> = new Set([
  'cloudwatch:DescribeAlarms',
]);

/** The resource types that an action is allowed on, of those the reference lists and those it does not. */
export function resourceTypesOf(
  action: string,
  facts: ActionFacts,
): ResourceType[] {
  const used = narrowed[action];
  return [
    ...facts.resourceTypes.filter(
      ({ iam }) => used === undefined || used.includes(iam),
    ),
    ...(unlisted[action] ?? []),
  ];
}
