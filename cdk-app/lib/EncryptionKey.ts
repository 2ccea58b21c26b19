import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  AccountRootPrincipal,
  PolicyDocument,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Aws, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { permission } from './permission';

export interface EncryptionKeyProps {
  readonly suffix: string;
  readonly region: string;
}

/** One rotated key for every store, log group, queue, stream and topic of the environment. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { suffix, region } = props;

    const key = new CfnKey(this, 'Key', {
      description: `StreamFlix environment ${suffix}`,
      enableKeyRotation: true,
      // The shortest period AWS allows: the environment's name is free again as soon as the stack is deleted.
      pendingWindowInDays: 7,
      keyPolicy: new PolicyDocument({
        statements: [
          permission({
            why: 'Hands the decision to IAM: tasks use the key as their roles allow; RDS, ElastiCache, EFS and ECR through grants of the deploying role.',
            principals: [new AccountRootPrincipal()],
            actions: ['kms:*'],
            resources: ['*'],
          }),
          permission({
            why: 'CloudWatch Logs encrypts and reads the log groups of this account.',
            // The only service used here that has another name in China.
            principals: [
              new ServicePrincipal(
                `logs.${region}.${
                  RegionInfo.get(region).domainSuffix ?? 'amazonaws.com'
                }`,
              ),
            ],
            actions: [
              'kms:Decrypt*',
              'kms:Describe*',
              'kms:Encrypt*',
              'kms:GenerateDataKey*',
              'kms:ReEncrypt*',
            ],
            resources: ['*'],
            conditions: {
              ArnLike: {
                'kms:EncryptionContext:aws:logs:arn': Stack.of(this).formatArn({
                  service: 'logs',
                  resource: '*',
                }),
              },
            },
          }),
          permission({
            why: 'An alarm can only publish to an encrypted topic when CloudWatch itself may use the key.',
            principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            resources: ['*'],
            conditions: {
              StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
            },
          }),
        ],
      }),
    });
    new CfnAlias(this, 'KeyAlias', {
      aliasName: `alias/${resourceName('key', suffix)}`,
      targetKeyId: key.ref,
    });
    this.arn = key.attrArn;

    new CfnOutput(this, stackOutputs.keyArn, { value: this.arn });
  }
}
