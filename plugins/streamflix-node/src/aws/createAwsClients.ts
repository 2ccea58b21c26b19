import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { withCallPace, type CallPace } from './CallPace';
import { withAwsErrors } from './withAwsErrors';
import { withCredentialRefresh } from './withCredentialRefresh';

/**
 * The SDK clients for one account and region, each created on first use. They throw AwsError where AWS cannot be used.
 *
 * @public
 */
export interface AwsClients {
  readonly cloudFormation: CloudFormationClient;
  readonly sts: STSClient;
  readonly secretsManager: SecretsManagerClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly rds: RDSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly kinesis: KinesisClient;
  readonly apiGateway: APIGatewayClient;
  readonly apiGatewayV2: ApiGatewayV2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly serviceQuotas: ServiceQuotasClient;
  readonly sqs: SQSClient;
}

/** Each client with its service's name in IAM actions. */
const services = {
  cloudFormation: [CloudFormationClient, 'cloudformation'],
  sts: [STSClient, 'sts'],
  secretsManager: [SecretsManagerClient, 'secretsmanager'],
  ec2: [EC2Client, 'ec2'],
  ecr: [ECRClient, 'ecr'],
  ecs: [ECSClient, 'ecs'],
  rds: [RDSClient, 'rds'],
  elastiCache: [ElastiCacheClient, 'elasticache'],
  kinesis: [KinesisClient, 'kinesis'],
  apiGateway: [APIGatewayClient, 'apigateway'],
  apiGatewayV2: [ApiGatewayV2Client, 'apigateway'],
  cloudWatch: [CloudWatchClient, 'cloudwatch'],
  logs: [CloudWatchLogsClient, 'logs'],
  s3: [S3Client, 's3'],
  iam: [IAMClient, 'iam'],
  serviceQuotas: [ServiceQuotasClient, 'servicequotas'],
  sqs: [SQSClient, 'sqs'],
} as const satisfies Record<keyof AwsClients, readonly [unknown, string]>;

/** Local AWS is reached directly, also where NO_PROXY does not name this machine. */
const loopback = 'localhost,127.0.0.1,[::1]';

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, also in lower case, as Node's agents read them. */
export function proxySettings(env = process.env) {
  const { NO_PROXY, no_proxy: noProxy = NO_PROXY } = env;
  return { ...env, no_proxy: noProxy ? `${noProxy},${loopback}` : loopback };
}

/**
 * The HTTP handler all clients share: connections are reused, and an endpoint that does not respond is reported within seconds.
 * It honours the proxy of the environment, also for roles that are assumed: the SDK gives it to its clients of STS, and createCredentialsManager to those of SSO.
 * Kinesis uses it too: its default handler supports only HTTP/2, which not every endpoint accepts.
 */
export function createTransport(): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: 64, proxyEnv: proxySettings() };
  return new NodeHttpHandler({
    connectionTimeout: 2_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  });
}

/** The SDK clients for one account and region, each created on first use. */
export function createAwsClients(options: {
  region: string;
  /** For error messages; undefined until it is known. */
  account?: string;
  /** Undefined leaves the choice to the SDK (`AWS_ENDPOINT_URL`). */
  endpoint?: string;
  credentials: NonNullable<CloudFormationClientConfig['credentials']>;
  transport: NodeHttpHandler;
  pace: CallPace;
}): AwsClients {
  const { region, account, endpoint, credentials, transport, pace } = options;
  const shared = {
    region,
    endpoint,
    credentials,
    requestHandler: transport,
    // After one throttled call, adaptive mode slows every caller of a client to one call in two seconds. Our callers share
    // clients, so they use standard retries, and CallPace delays the calls of what AWS throttles.
    retryMode: 'standard',
    maxAttempts: 5,
  };
  const special = {
    // Called first, so it is the client that detects an unreachable endpoint: it gives up sooner.
    sts: { maxAttempts: 2 },
    // It only warns, and a private network may have no endpoint for it.
    serviceQuotas: { maxAttempts: 2 },
    // Its reader tries again. The address in the configuration names a queue, and never a host to send credentials to.
    sqs: { maxAttempts: 2, useQueueUrlAsEndpoint: false },
    // Bucket names in host names need wildcard DNS, which a local AWS on localhost does not have.
    s3: { forcePathStyle: Boolean(endpoint ?? process.env.AWS_ENDPOINT_URL) },
  };
  const make = (name: keyof AwsClients) => {
    const [Client, service] = services[name];
    const client = new (Client as new (config: object) => CloudFormationClient)(
      { ...shared, ...(special as Record<string, object>)[name] },
    );
    // The first one added is the outermost.
    const target = { service, region, account };
    return withCallPace(
      withAwsErrors(withCredentialRefresh(client), target),
      pace,
      target,
    );
  };
  const clients = {};
  for (const name of Object.keys(services) as (keyof AwsClients)[]) {
    let made: object | undefined;
    Object.defineProperty(clients, name, { get: () => (made ??= make(name)) });
  }
  return clients as AwsClients;
}
