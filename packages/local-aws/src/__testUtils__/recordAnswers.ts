import * as apiGateway from '@aws-sdk/client-api-gateway';
import * as apiGatewayV2 from '@aws-sdk/client-apigatewayv2';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elastiCache from '@aws-sdk/client-elasticache';
import * as iam from '@aws-sdk/client-iam';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as serviceQuotas from '@aws-sdk/client-service-quotas';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import type { Service } from '../protocols/Service';
import type { LocalAws } from '../server/startLocalAws';

/** The SDK's packages by signing name. API Gateway's two versions share one. */
const packages: Readonly<Record<string, readonly object[]>> = {
  apigateway: [apiGateway, apiGatewayV2],
  cloudformation: [cloudFormation],
  ecr: [ecr],
  ecs: [ecs],
  elasticache: [elastiCache],
  iam: [iam],
  kinesis: [kinesis],
  monitoring: [cloudWatch],
  rds: [rds],
  s3: [s3],
  secretsmanager: [secretsManager],
  servicequotas: [serviceQuotas],
  sqs: [sqs],
  sts: [sts],
};

/** The package of a service, if it is installed: the one that has all its operations. */
export function packageOf({
  name,
  operations,
}: Service): Record<string, unknown> | undefined {
  const found = packages[name]?.find(each =>
    Object.keys(operations).every(operation => `${operation}$` in each),
  );
  return found as Record<string, unknown> | undefined;
}

/** Records the answers of all operations of a local AWS, by service and operation, for example `ecs ListTasks`; the last one of each. */
export function recordAnswers({
  services,
}: Pick<LocalAws, 'services'>): ReadonlyMap<string, unknown> {
  const answers = new Map<string, unknown>();
  for (const service of services) {
    for (const [name, operation] of Object.entries(service.operations)) {
      const recorded: typeof operation = async (input, call) => {
        const answer = await operation(input, call);
        answers.set(`${service.name} ${name}`, answer);
        return answer;
      };
      Object.assign(service.operations, { [name]: recorded });
    }
  }
  return answers;
}
