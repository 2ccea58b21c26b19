import { parse, validate } from '@aws-sdk/util-arn-parser';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The environment of a stack, from `arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<id>`.
 *
 * @returns undefined when it is no ARN of a stack, or the name is not one of StreamFlix
 */
export function refOfStack(stackArn: string): EnvironmentRef | undefined {
  if (!validate(stackArn)) return undefined;
  const { service, region, accountId: account, resource } = parse(stackArn);
  const [type, name = '', id] = resource.split('/');
  const prefix = stackName('');
  const suffix = name.slice(prefix.length);
  const isStack = service === 'cloudformation' && type === 'stack' && id;
  return isStack && account && region && suffix && name.startsWith(prefix)
    ? { account, region, suffix }
    : undefined;
}

/**
 * Whether a stack ARN is one of the environment.
 *
 * @public
 */
export function isStackOf(
  stackArn: string,
  { account, region, suffix }: EnvironmentRef,
): boolean {
  const ref = refOfStack(stackArn);
  return (
    ref?.account === account && ref.region === region && ref.suffix === suffix
  );
}
