import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ImageRegistryProps {
  readonly suffix: string;
  /** Customer-managed key; without one, ECR encrypts with its own AES-256 keys. */
  readonly keyArn?: string;
}

/**
 * ECR repository for the images of the environment.
 *
 * The tasks do not use it by default: a new repository is empty, and a service without an image never becomes stable.
 */
export class ImageRegistry extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);

    const repository = new CfnRepository(this, 'Repository', {
      repositoryName: resourceName('repository', props.suffix),
      imageScanningConfiguration: { scanOnPush: true },
      // Deletes the images with the repository, without the Lambda function `autoDeleteImages` would need.
      emptyOnDelete: true,
      encryptionConfiguration: props.keyArn
        ? { encryptionType: 'KMS', kmsKey: props.keyArn }
        : undefined,
    });
    this.arn = repository.attrArn;

    new CfnOutput(this, stackOutputs.repositoryUri, {
      value: repository.attrRepositoryUri,
    });
  }
}
