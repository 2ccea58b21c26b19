import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** ARN of an existing secret without the six characters AWS adds to its name; whoever reads the secret may leave them out. */
export const existingSecretArn = (scope: Construct, name: string) =>
  Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
