import { ecrImage } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** ARN of an image's ECR repository; undefined for images of any other registry, which need no permission. */
export function privateRepositoryArn(
  scope: Construct,
  image: string,
): string | undefined {
  const { account, region, repository } = ecrImage(image) ?? {};
  return repository
    ? Stack.of(scope).formatArn({
        service: 'ecr',
        account,
        region,
        resource: 'repository',
        resourceName: repository,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      })
    : undefined;
}
