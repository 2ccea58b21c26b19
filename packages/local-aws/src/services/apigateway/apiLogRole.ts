import { stringOf } from '../../world/values';
import type { World } from '../../world/World';

/**
 * The role with which API Gateway writes logs in a region, an account-wide setting: `AWS::ApiGateway::Account` of a stack, or
 * UpdateAccount. A new account has none; the account of local AWS has one unless it starts otherwise.
 */
export function apiLogRole(world: World, region: string): string {
  const settings = world.list(region, 'AWS::ApiGateway::Account').at(-1);
  if (settings) return stringOf(settings.properties.CloudWatchRoleArn) ?? '';
  return world.account !== 'ready'
    ? ''
    : `arn:aws:iam::${world.accountId}:role/apigateway-logs`;
}
