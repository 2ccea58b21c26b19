import { stringOf } from '../../world/values';
import type { World } from '../../world/World';

/**
 * The role with which API Gateway writes logs in a region, an account-wide setting: `AWS::ApiGateway::Account` of a stack, or
 * UpdateAccount. Local AWS differs from a new account: the role is set until it is removed.
 */
export function apiLogRole(world: World, region: string): string {
  const settings = world.list(region, 'AWS::ApiGateway::Account').at(-1);
  return settings
    ? stringOf(settings.properties.CloudWatchRoleArn) ?? ''
    : `arn:aws:iam::${world.accountId}:role/apigateway-logs`;
}
