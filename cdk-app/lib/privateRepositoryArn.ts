import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

const ecrImage =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** ARN of an image's ECR repository; undefined for images of any other registry, which need no permission. */
export function privateRepositoryArn(
  scope: Construct,
  image: string,
): string | undefined {
  const [, account, region, resourceName] = ecrImage.exec(image) ?? [];
  return resourceName
    ? Stack.of(scope).formatArn({
        service: 'ecr',
        account,
        region,
        resource: 'repository',
        resourceName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      })
    : undefined;
}
