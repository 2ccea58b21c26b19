import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import { retryThrottled } from '../aws/retryThrottled';
import type { AccountCheck } from './AccountCheck';

const roleName = 'apigateway-logs';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

/**
 * API Gateway writes the logs of REST APIs with one role for the whole account and region.
 * Source: API Gateway, "Set up CloudWatch logging for REST APIs".
 */
export const apiLogRole: AccountCheck = {
  id: 'api-log-role',
  title: 'Logs of REST APIs',
  async run({ clients, target: { account, region } }) {
    const { cloudwatchRoleArn } = await retryThrottled(() =>
      clients.apiGateway.send(new GetAccountCommand({})),
    );
    if (cloudwatchRoleArn) {
      return [
        { state: 'ok', message: `API Gateway uses ${cloudwatchRoleArn}.` },
      ];
    }
    const partition = partitionOfRegion(region);
    const arn = `arn:${partition}:iam::${account}:role/${roleName}`;
    return [
      {
        state: 'failed',
        message:
          'API Gateway has no role for logs. Environments with a REST API are refused.',
        fix: [
          // The role is the account's, the setting the region's: another region may have it already.
          `{ aws iam get-role --role-name ${roleName} > /dev/null 2>&1 || aws iam create-role --role-name ${roleName} --assume-role-policy-document '${trust}'; }`,
          `aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
          // API Gateway cannot assume a role for some seconds after its creation.
          `for wait in 5 10 20 0; do aws apigateway update-account --region ${region} --patch-operations op=replace,path=/cloudwatchRoleArn,value=${arn} && break; sleep $wait; done`,
        ].join(' && '),
      },
    ];
  },
};
