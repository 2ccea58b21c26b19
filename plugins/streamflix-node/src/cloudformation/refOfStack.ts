import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The environment of a stack, from `arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<id>`.
 *
 * @returns undefined when the name is not one of StreamFlix
 */
export function refOfStack(stackArn: string): EnvironmentRef | undefined {
  const [, , , region, account, resource = ''] = stackArn.split(':');
  const [, name = ''] = resource.split('/');
  const prefix = stackName('');
  const suffix = name.slice(prefix.length);
  return account && region && suffix && name.startsWith(prefix)
    ? { account, region, suffix }
    : undefined;
}
