import { fieldsOf, listOf, stringOf, stringsOf } from '../../../world/values';
import type { Candidate } from '../Candidate';
import {
  type PolicyKind,
  problemOfPolicy,
  sizeOfPolicy,
} from './problemOfPolicy';
import { unknownPrincipal } from './principals';
import { form, rule, type ServiceRules, textOf } from './Rule';

const quotas =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const grammar =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html';

const inlinePolicies = ({ properties }: Candidate) =>
  listOf(properties.Policies).map(each => fieldsOf(each).PolicyDocument);

const document = (property: string, kind: PolicyKind) =>
  rule(grammar, ({ properties }) =>
    problemOfPolicy(properties[property], kind),
  );

const inline = rule(grammar, candidate =>
  inlinePolicies(candidate)
    .map(each => problemOfPolicy(each, 'identity'))
    .find(problem => problem !== undefined),
);

const inlineSize = (kind: string, most: number) =>
  rule(quotas, candidate => {
    const size = inlinePolicies(candidate)
      .map(sizeOfPolicy)
      .reduce((sum, each) => sum + each, 0);
    return size > most
      ? `Maximum policy size of ${most} bytes exceeded for ${kind} ${
          textOf(candidate, `${kind[0].toUpperCase()}${kind.slice(1)}Name`) ??
          ''
        }`
      : undefined;
  });

const managedPolicies = rule(quotas, ({ properties }) => {
  const arns = listOf(properties.ManagedPolicyArns).map(String);
  const wrong = arns.find(
    arn => !/^arn:[\w-]+:iam::(\d{12}|aws):policy\//.test(arn),
  );
  if (wrong !== undefined) return `ARN ${wrong} is not valid.`;
  return arns.length > 10
    ? 'Cannot exceed quota for PoliciesPerRole: 10'
    : undefined;
});

/** A role that a policy is attached to; AWS's own policies are not known here. */
const attachments = rule(
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html',
  ({ iam, world, regions, schema, properties }) => {
    const names =
      schema.type === 'AWS::IAM::Role'
        ? []
        : [properties.RoleName, ...listOf(properties.Roles)];
    const role = names
      .flatMap(name => stringOf(name) ?? [])
      .find(name => iam && !iam.role(name));
    if (role !== undefined)
      return `The role with name ${role} cannot be found.`;
    const policy = listOf(properties.ManagedPolicyArns)
      .map(String)
      .filter(arn => arn.startsWith(`arn:aws:iam::${world.accountId}:`))
      .find(
        arn =>
          iam &&
          !iam.policy(arn) &&
          !regions.some(region =>
            world.find(region, 'AWS::IAM::ManagedPolicy', arn),
          ),
      );
    return policy === undefined
      ? undefined
      : `Policy ${policy} does not exist or is not attachable.`;
  },
);

/** Names of policies, of their own and inline. */
const policyNames = rule(
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
  ({ properties }) => {
    const names = [
      properties.PolicyName,
      properties.ManagedPolicyName,
      ...listOf(properties.Policies).map(each => fieldsOf(each).PolicyName),
    ];
    const wrong = names
      .flatMap(name => stringOf(name) ?? [])
      .find(name => !/^[\w+=,.@-]{1,128}$/.test(name));
    return wrong === undefined
      ? undefined
      : `The specified value for policyName is invalid: ${wrong}. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
  },
);

const refused = (name: string | undefined, kind: string) =>
  name === undefined
    ? undefined
    : `The ${kind} with name ${name} cannot be found.`;

/** Users and groups exist only where a stack made them. */
const members = rule(
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html',
  ({ regions, world, properties }) => {
    const exists = (type: string, name: string) =>
      regions.some(region =>
        world
          .list(region, `AWS::IAM::${type}`)
          .some(
            each =>
              each.physicalId === name ||
              each.properties[`${type}Name`] === name,
          ),
      );
    const group = [...stringsOf(properties.Groups), properties.GroupName]
      .flatMap(name => stringOf(name) ?? [])
      .find(name => !exists('Group', name));
    const user = [...stringsOf(properties.Users), properties.UserName]
      .flatMap(name => stringOf(name) ?? [])
      .find(name => !exists('User', name));
    return refused(group, 'group') ?? refused(user, 'user');
  },
);

/** Paths begin and end with a slash. */
const path = form(
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  'Path',
  /^(\/|\/[!-~]+\/)$/,
  () =>
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
);

/** Names of one kind differ in more than their case, in the whole account. */
const distinctName = (property: string) =>
  rule(
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    candidate => {
      const { world, regions, schema } = candidate;
      const name = textOf(candidate, property);
      const taken = regions
        .flatMap(region => world.list(region, schema.type))
        .find(
          ({ physicalId }) =>
            name !== undefined &&
            physicalId !== name &&
            physicalId.toLowerCase() === name.toLowerCase(),
        );
      return taken === undefined
        ? undefined
        : `${schema.type.split('::')[2]} with name ${String(
            name,
          )} already exists.`;
    },
    'create',
  );

/** A role of this account that a trust policy names exists. */
const trusted = rule(
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  candidate => {
    const stranger = unknownPrincipal(
      candidate,
      candidate.properties.AssumeRolePolicyDocument,
    );
    return stranger && `Invalid principal in policy: "AWS":"${stranger}"`;
  },
);

const repeatedPolicies = rule(
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html',
  ({ properties }) => {
    const given = listOf(properties.Policies).map(
      each => fieldsOf(each).PolicyName,
    );
    return new Set(given).size < given.length
      ? 'Policy names must be unique within the properties of a resource.'
      : undefined;
  },
);

const boundary = form(
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html',
  'PermissionsBoundary',
  /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  arn => `ARN ${arn} is not valid.`,
);

/** Keys of tags differ in more than their case. */
const tags = rule(
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
  ({ properties, stackTags }) => {
    const keys = listOf(properties.Tags).map(each =>
      String(fieldsOf(each).Key).toLowerCase(),
    );
    const ofStack = Object.keys(stackTags).map(key => key.toLowerCase());
    return new Set(keys).size < keys.length ||
      new Set(ofStack).size < ofStack.length
      ? 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'
      : undefined;
  },
);

/** Identity and Access Management. */
export const iamRules: ServiceRules = {
  service: 'Iam',
  rules: {
    'AWS::IAM::Role': [
      path,
      distinctName('RoleName'),
      document('AssumeRolePolicyDocument', 'trust'),
      rule(quotas, ({ properties }) =>
        sizeOfPolicy(properties.AssumeRolePolicyDocument) > 4096
          ? 'Cannot exceed quota for ACLSizePerRole: 4096'
          : undefined,
      ),
      trusted,
      boundary,
      repeatedPolicies,
      inline,
      inlineSize('role', 10_240),
      managedPolicies,
      policyNames,
      attachments,
      tags,
    ],
    'AWS::IAM::User': [
      path,
      distinctName('UserName'),
      boundary,
      repeatedPolicies,
      rule(
        'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html',
        candidate =>
          members.violation({
            ...candidate,
            properties: { Groups: candidate.properties.Groups },
          }),
      ),
      inline,
      inlineSize('user', 2048),
      managedPolicies,
      policyNames,
      attachments,
      tags,
    ],
    'AWS::IAM::Group': [
      path,
      distinctName('GroupName'),
      repeatedPolicies,
      inline,
      inlineSize('group', 5120),
      managedPolicies,
      policyNames,
      attachments,
    ],
    'AWS::IAM::AccessKey': [members],
    'AWS::IAM::UserToGroupAddition': [members],
    'AWS::IAM::InstanceProfile': [
      path,
      attachments,
      rule(quotas, ({ properties }) =>
        listOf(properties.Roles).length > 1
          ? 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'
          : undefined,
      ),
    ],
    'AWS::IAM::Policy': [
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html',
        ({ properties }) =>
          ['Groups', 'Roles', 'Users'].every(
            name => listOf(properties[name]).length === 0,
          )
            ? 'At least one of [Groups,Roles,Users] must be non-empty.'
            : undefined,
      ),
      policyNames,
      document('PolicyDocument', 'identity'),
      attachments,
      members,
    ],
    'AWS::IAM::RolePolicy': [
      document('PolicyDocument', 'identity'),
      attachments,
    ],
    'AWS::IAM::ManagedPolicy': [
      path,
      policyNames,
      attachments,
      document('PolicyDocument', 'identity'),
      rule(quotas, ({ properties }) =>
        sizeOfPolicy(properties.PolicyDocument) > 6144
          ? 'Cannot exceed quota for PolicySize: 6144'
          : undefined,
      ),
    ],
  },
};
