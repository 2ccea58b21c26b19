import {
  CfnManagedPolicy,
  PolicyDocument,
  type Role,
} from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Aws, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accountWideName } from './accountWideName';
import { acknowledge } from './acknowledge';
import { existingSecretArn, isInjectable } from './existingSecret';
import { permission } from './permission';
import type { TaskAccess } from './TaskAccess';

export interface SecretAccessProps {
  readonly suffix: string;
  readonly region: string;
  /** Names of existing secrets the tasks may read. */
  readonly apiKeys: readonly string[];
  /** Name of the existing secret the database uses. */
  readonly databaseSecretName?: string;
  /** ARN of the secret RDS creates, when the database uses no existing one. */
  readonly managedSecretArn?: string;
  /** Customer-managed key of the secret RDS creates. */
  readonly keyArn?: string;
}

const anyKey =
  'The key of an existing secret is not known. Any key can be used only through Secrets Manager, and so only for these secrets.';

/** `API_KEY_1` and so on; for a secret ECS cannot find, `API_KEY_1_SECRET_ID` with its name, which the task reads. */
function apiKeyVariables(
  scope: Construct,
  names: readonly string[],
): Pick<TaskAccess, 'environment' | 'secrets'> {
  const environment: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  names.forEach((name, index) => {
    const variable = `API_KEY_${index + 1}`;
    if (isInjectable(name)) secrets[variable] = existingSecretArn(scope, name);
    else environment[`${variable}_SECRET_ID`] = name;
  });
  return { environment, secrets };
}

/**
 * Permission to read exactly the secrets of the environment: for ECS, which sets environment variables from them, and for the
 * tasks, which read rotated secrets again.
 *
 * A separate policy, attached to the roles, so that the roles need not wait for the database whose secret it names.
 */
export class SecretAccess extends Construct {
  /** For tasks that read the secrets; tasks that start earlier would be denied. */
  readonly access: TaskAccess;
  private readonly roles: string[] = [];

  constructor(scope: Construct, id: string, props: SecretAccessProps) {
    super(scope, id);
    const {
      suffix,
      region,
      apiKeys,
      databaseSecretName,
      managedSecretArn,
      keyArn,
    } = props;
    const existing = new Set([
      ...(databaseSecretName ? [databaseSecretName] : []),
      ...apiKeys,
    ]);
    // AWS adds six characters to a secret's name in its ARN.
    const existingArns = [...existing].map(name =>
      existingSecretArn(this, name, '-??????'),
    );

    const policy = new PolicyDocument({
      statements: [
        permission({
          why: 'ECS fills environment variables from these secrets, and tasks read again what has been rotated.',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [
            ...(managedSecretArn ? [managedSecretArn] : []),
            ...existingArns,
          ],
        }),
      ],
    });
    if (managedSecretArn && keyArn) {
      policy.addStatements(
        permission({
          why: 'The secret RDS makes is encrypted with the key of the environment.',
          actions: ['kms:Decrypt'],
          resources: [keyArn],
        }),
      );
    }
    if (existingArns.length > 0) {
      policy.addStatements(
        permission({
          why: anyKey,
          actions: ['kms:Decrypt'],
          resources: [
            Stack.of(this).formatArn({
              service: 'kms',
              resource: 'key',
              resourceName: '*',
              arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
            }),
          ],
          conditions: {
            StringEquals: {
              'kms:ViaService': `secretsmanager.${region}.${Aws.URL_SUFFIX}`,
            },
          },
        }),
      );
    }
    const granted = new CfnManagedPolicy(this, 'SecretAccess', {
      managedPolicyName: accountWideName('secret-access', region, suffix),
      policyDocument: policy,
      roles: Lazy.list({ produce: () => this.roles }),
    });
    if (existingArns.length > 0) {
      // CDK does not know the partition of a newer region; cdk-nag's finding then has a placeholder.
      const { partition: known } = Stack.of(this);
      const partition = Token.isUnresolved(known) ? '<AWS::Partition>' : known;
      acknowledge(granted, {
        [`AwsSolutions-IAM5[Resource::arn:${partition}:kms:${region}:<AWS::AccountId>:key/*]`]:
          anyKey,
      });
    }
    this.access = { ...apiKeyVariables(this, apiKeys), before: [granted] };
  }

  grant(role: Role): void {
    this.roles.push(role.roleName);
  }
}
