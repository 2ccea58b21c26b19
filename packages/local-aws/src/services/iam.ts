import { createHash } from 'node:crypto';
import { AwsError, type Service } from '../protocols/Service';
import { type Fields, stringOf } from '../world/values';
import {
  serviceLinkedRoles,
  type AccountPolicy,
  type AccountRole,
  type IamStore,
  type PolicyVersion,
} from './iam/IamStore';
import { requireString } from './requireString';

const noSuchEntity = (message: string) =>
  new AwsError('NoSuchEntity', message, 404);

const alreadyExists = (message: string) =>
  new AwsError('EntityAlreadyExists', message, 409);

/** IAM's ids have 21 characters and never change. */
const idOf = (prefix: string, name: string) =>
  prefix +
  createHash('sha256')
    .update(name)
    .digest('hex')
    .toUpperCase()
    .replace(/[0189]/g, 'X')
    .slice(0, 17);

const required = (input: Fields, member: string) =>
  requireString(input, member, 'ValidationError');

function documentOf(input: Fields, member: string): string {
  const document = required(input, member);
  try {
    JSON.parse(document);
  } catch {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  return document;
}

/**
 * The part of IAM that prepares an account: roles, service-linked roles and managed policies. `Authorizer` does not
 * evaluate these.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
 */
export function createIam(store: IamStore): Service {
  const roleOf = (input: Fields): AccountRole => {
    const name = required(input, 'RoleName');
    const role = store.role(name);
    if (!role) {
      throw noSuchEntity(`The role with name ${name} cannot be found.`);
    }
    return role;
  };

  const describeRole = (role: AccountRole) => ({
    Path: role.path,
    RoleName: role.name,
    RoleId: idOf('AROA', role.name),
    Arn: store.arnOf('role', role),
    CreateDate: role.createdAt,
    // IAM encodes the document as in RFC 3986.
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: 3600,
  });

  const describePolicy = (policy: AccountPolicy) => ({
    PolicyName: policy.name,
    PolicyId: idOf('ANPA', policy.name),
    Arn: store.arnOf('policy', policy),
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions.at(-1)?.createdAt ?? policy.createdAt,
  });

  const policyOf = (input: Fields): AccountPolicy => {
    const arn = required(input, 'PolicyArn');
    const policy = store.policy(arn);
    if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
    return policy;
  };

  const describeVersion = (policy: AccountPolicy, version: PolicyVersion) => ({
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersion,
    CreateDate: version.createdAt,
  });

  return {
    name: 'iam',
    operations: {
      GetRole: input => ({ Role: describeRole(roleOf(input)) }),

      CreateRole(input) {
        const name = required(input, 'RoleName');
        const trust = documentOf(input, 'AssumeRolePolicyDocument');
        if (store.role(name)) {
          throw alreadyExists(`Role with name ${name} already exists.`);
        }
        const role = store.addRole({
          path: stringOf(input.Path) ?? '/',
          name,
          trust,
          description: stringOf(input.Description),
        });
        return { Role: describeRole(role) };
      },

      UpdateAssumeRolePolicy(input) {
        const trust = documentOf(input, 'PolicyDocument');
        store.addRole({ ...roleOf(input), trust });
      },

      AttachRolePolicy(input) {
        roleOf(input);
        required(input, 'PolicyArn');
      },

      CreateServiceLinkedRole(input) {
        const service = required(input, 'AWSServiceName');
        const name = serviceLinkedRoles[service];
        if (!name) {
          throw new AwsError(
            'InvalidInput',
            `Local AWS knows no service-linked role of ${service}.`,
          );
        }
        if (store.role(name)) {
          throw new AwsError(
            'InvalidInput',
            `Service role name ${name} has been taken in this account, please try a different suffix.`,
          );
        }
        return { Role: describeRole(store.addServiceLinkedRole(service)) };
      },

      GetPolicy: input => ({ Policy: describePolicy(policyOf(input)) }),

      ListPolicyVersions(input) {
        const policy = policyOf(input);
        return {
          Versions: policy.versions
            .map(version => describeVersion(policy, version))
            .reverse(),
          IsTruncated: false,
        };
      },

      CreatePolicyVersion(input) {
        const policy = policyOf(input);
        const document = documentOf(input, 'PolicyDocument');
        const { versions } = policy;
        if (versions.length >= 5) {
          throw new AwsError(
            'LimitExceeded',
            'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
            409,
          );
        }
        const number = Number(versions.at(-1)?.id.slice(1)) + 1;
        const version = {
          id: `v${number}`,
          document,
          createdAt: store.now(),
        };
        versions.push(version);
        if (String(input.SetAsDefault) === 'true') {
          policy.defaultVersion = version.id;
        }
        return { PolicyVersion: describeVersion(policy, version) };
      },

      DeletePolicyVersion(input) {
        const policy = policyOf(input);
        const id = required(input, 'VersionId');
        const index = policy.versions.findIndex(version => version.id === id);
        if (index < 0) {
          throw noSuchEntity(
            `Policy version ${id} does not exist or is not attachable.`,
          );
        }
        if (id === policy.defaultVersion) {
          throw new AwsError(
            'DeleteConflict',
            'Cannot delete the default version of a policy.',
            409,
          );
        }
        policy.versions.splice(index, 1);
      },

      CreatePolicy(input) {
        const policy = {
          path: stringOf(input.Path) ?? '/',
          name: required(input, 'PolicyName'),
          document: documentOf(input, 'PolicyDocument'),
          description: stringOf(input.Description),
        };
        if (store.policy(store.arnOf('policy', policy))) {
          throw alreadyExists(
            `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
          );
        }
        return { Policy: describePolicy(store.addPolicy(policy)) };
      },
    },
  };
}
