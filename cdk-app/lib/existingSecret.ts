import { Fn, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * ARN of an existing secret without the six characters AWS adds to its name.
 *
 * @param tail - follows the name: `-??????` in permissions, `:key::` for one key of the secret
 */
export const existingSecretArn = (
  scope: Construct,
  name: string,
  tail = '',
) => {
  const { partition: known, region } = Stack.of(scope);
  // CDK does not know the partition of a newer region, and `Fn::Sub` accepts only text.
  const partition = Token.isUnresolved(known) ? '${AWS::Partition}' : known;
  return Fn.sub(
    `arn:${partition}:secretsmanager:${region}:\${AWS::AccountId}:secret:${name}${tail}`,
  );
};

/**
 * Whether ECS can find an existing secret. It accepts only ARNs, and Secrets Manager mistakes the end of a name such as
 * `video-secret` for the six characters. Tasks read such a secret by its name.
 */
export const isInjectable = (name: string) => !/-[A-Za-z0-9]{6}$/.test(name);
