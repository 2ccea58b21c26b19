import {
  GetAccountCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import type { Synthesis } from '../synthesis/synthesize';

/** Whether a template has a stage of a REST API that writes logs; ours all do. */
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
 * Whether API Gateway may write the logs of a REST API: it does so with a role that is set once for the whole account and region,
 * and that a fresh account has not. It is the account's, so no environment makes it: the first one deleted would take it from all.
 *
 * @param options.running - the template that is there, asked for only when it matters: an API that is there was made with a role
 * @param options.told - told what could not be found out; that alone refuses nothing, for AWS says it when it comes to it
 */
export async function checkApiLogs(
  client: APIGatewayClient,
  place: AwsTarget,
  { templateBody }: Pick<Synthesis, 'templateBody'>,
  options: {
    running?(): Promise<string>;
    told?(line: string): void;
  } = {},
): Promise<Problem[]> {
  if (!logsRestApi(templateBody)) return [];
  const { region, account } = place;
  try {
    const { cloudwatchRoleArn } = await client.send(new GetAccountCommand({}));
    if (cloudwatchRoleArn) return [];
    if (logsRestApi((await options.running?.()) ?? '{}')) return [];
  } catch (error) {
    options.told?.(
      `Whether API Gateway may write logs could not be found out: ${describeForUser(
        error,
        { action: 'apigateway:GET', ...place },
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
