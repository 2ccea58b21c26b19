import {
  GetAccountCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import type { Synthesis } from '../synthesis/synthesize';

/** Whether a template has a REST API stage that writes logs; all of StreamFlix's do. */
function logsRestApi(templateBody: string): boolean {
  const { Resources = {} } = JSON.parse(templateBody) as {
    Resources?: Record<
      string,
      { Type: string; Properties?: Record<string, unknown> }
    >;
  };
  return Object.values(Resources).some(
    ({ Type, Properties = {} }) =>
      Type === 'AWS::ApiGateway::Stage' && 'AccessLogSetting' in Properties,
  );
}

/**
 * Checks whether API Gateway may write the logs of a REST API. It uses one role for the whole account and region, which a new
 * account does not have. No environment creates the role: deleting that environment would remove it for all.
 *
 * @param options.running - reads the current template, only when needed: an API that already exists was created with a role
 * @param options.onNotice - receives what could not be checked; that refuses nothing, since AWS reports it during deployment
 */
export async function checkApiLogs(
  client: APIGatewayClient,
  target: AwsTarget,
  { templateBody }: Pick<Synthesis, 'templateBody'>,
  options: {
    running?(): Promise<string>;
    onNotice?(line: string): void;
  } = {},
): Promise<Problem[]> {
  if (!logsRestApi(templateBody)) return [];
  const { region, account } = target;
  try {
    const { cloudwatchRoleArn } = await client.send(new GetAccountCommand({}));
    if (cloudwatchRoleArn) return [];
    if (logsRestApi((await options.running?.()) ?? '{}')) return [];
  } catch (error) {
    options.onNotice?.(
      `Whether API Gateway may write logs could not be found out: ${describeForUser(
        error,
      )}`,
    );
    return [];
  }
  return [
    {
      path: 'api.kind',
      message: `API Gateway may not write logs in ${region} of account ${account} yet, and a REST API has an access log. Set a CloudWatch log role ARN in API Gateway’s settings for this region, once for the whole account; or choose an HTTP API.`,
    },
  ];
}
