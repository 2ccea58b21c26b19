import {
  CfnManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  type Role,
} from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accountWideName } from './accountWideName';
import { existingSecretArn, isInjectable } from './existingSecret';
import type { TaskAccess } from './TaskAccess';

export interface SecretAccessProps {
  readonly suffix: string;
  readonly region: string;
  /** Names of existing secrets the tasks may read. */
  readonly apiKeys: readonly string[];
  /** Name of the existing secret the database uses. */
  readonly databaseSecretName?: string;
  /** ARN of the secret RDS makes, when the database uses no existing one. */
  readonly managedSecretArn?: string;
  /** Customer-managed key of the secret RDS makes. */
  readonly keyArn?: string;
}

/**
 * Permission to read exactly the secrets of the environment: for ECS, which fills environment variables from them, and for
 * the tasks, which read again what has been rotated.
 *
 * A policy of its own, attached to the roles, so that the roles need not wait for the database whose secret it names.
 */
export class SecretAccess extends Construct {
  /** For tasks that read the secrets; started sooner, they would be refused. */
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
    // AWS adds six characters to a secret's name to make its ARN.
    const existingArns = [...existing].map(
      name => `${existingSecretArn(this, name)}-??????`,
    );

    const policy = new PolicyDocument({
      statements: [
        new PolicyStatement({
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
        new PolicyStatement({
          actions: ['kms:Decrypt'],
          resources: [keyArn],
        }),
      );
    }
    if (existingArns.length > 0) {
      // Nobody says which key an existing secret is encrypted with: whichever it is, it serves for these secrets alone.
      policy.addStatements(
        new PolicyStatement({
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
            StringLike: { 'kms:EncryptionContext:SecretARN': existingArns },
          },
        }),
      );
    }
    const granted = new CfnManagedPolicy(this, 'SecretAccess', {
      managedPolicyName: accountWideName('secret-access', region, suffix),
      policyDocument: policy,
      roles: Lazy.list({ produce: () => this.roles }),
    });
    this.access = {
      environment:
        apiKeys.length > 0 ? { API_KEY_SECRET_IDS: apiKeys.join() } : {},
      secrets: Object.fromEntries(
        apiKeys.flatMap((name, index) =>
          isInjectable(name)
            ? [[`API_KEY_${index + 1}`, existingSecretArn(this, name)]]
            : [],
        ),
      ),
      before: [granted],
    };
  }

  grant(role: Role): void {
    this.roles.push(role.roleName);
  }
}
