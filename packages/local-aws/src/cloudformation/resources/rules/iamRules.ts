import { fieldsOf, listOf, stringOf } from '../../../world/values';
import type { Candidate } from '../Candidate';
import {
  type PolicyKind,
  problemOfPolicy,
  sizeOfPolicy,
} from './problemOfPolicy';
import { rule, type ServiceRules, textOf } from './Rule';

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
          textOf(candidate, `${kind === 'role' ? 'Role' : 'User'}Name`) ?? ''
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
      document('AssumeRolePolicyDocument', 'trust'),
      rule(quotas, ({ properties }) =>
        sizeOfPolicy(properties.AssumeRolePolicyDocument) > 4096
          ? 'Cannot exceed quota for ACLSizePerRole: 4096'
          : undefined,
      ),
      inline,
      inlineSize('role', 10_240),
      managedPolicies,
      policyNames,
      attachments,
      tags,
    ],
    'AWS::IAM::User': [inline, inlineSize('user', 2048), managedPolicies, tags],
    'AWS::IAM::Group': [inline, managedPolicies],
    'AWS::IAM::InstanceProfile': [attachments],
    'AWS::IAM::Policy': [document('PolicyDocument', 'identity'), attachments],
    'AWS::IAM::RolePolicy': [
      document('PolicyDocument', 'identity'),
      attachments,
    ],
    'AWS::IAM::ManagedPolicy': [
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
