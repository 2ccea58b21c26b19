import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsClients } from './AwsAccess';
import { withCredentialRefresh } from './withCredentialRefresh';

/**
 * The HTTP handler all clients share: connections are reused, and an endpoint that does not respond is reported within seconds.
 * Kinesis uses it too: its default handler supports only HTTP/2, which not every endpoint accepts.
 */
export function createTransport(): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: 64 };
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
  /** Undefined leaves the choice to the SDK (`AWS_ENDPOINT_URL`). */
  endpoint?: string;
  credentials: NonNullable<CloudFormationClientConfig['credentials']>;
  transport: NodeHttpHandler;
}): AwsClients {
  const { region, endpoint, credentials, transport } = options;
  const shared = {
    region,
    endpoint,
    credentials,
    requestHandler: transport,
    // After one throttled call, adaptive mode slows every caller of a client to one call in two seconds. Our callers share
    // clients, so they use standard retries, and the poller, which makes most calls, slows down itself.
    retryMode: 'standard',
    maxAttempts: 5,
  };
  const lazy = <T>(make: () => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  const cloudFormation = lazy(() =>
    withCredentialRefresh(new CloudFormationClient(shared)),
  );
  // Called first, so it is the client that detects an unreachable endpoint: it gives up sooner.
  const sts = lazy(() =>
    withCredentialRefresh(new STSClient({ ...shared, maxAttempts: 2 })),
  );
  const secretsManager = lazy(() =>
    withCredentialRefresh(new SecretsManagerClient(shared)),
  );
  const ecs = lazy(() => withCredentialRefresh(new ECSClient(shared)));
  const rds = lazy(() => withCredentialRefresh(new RDSClient(shared)));
  const elastiCache = lazy(() =>
    withCredentialRefresh(new ElastiCacheClient(shared)),
  );
  const kinesis = lazy(() => withCredentialRefresh(new KinesisClient(shared)));
  const apiGateway = lazy(() =>
    withCredentialRefresh(new APIGatewayClient(shared)),
  );
  const apiGatewayV2 = lazy(() =>
    withCredentialRefresh(new ApiGatewayV2Client(shared)),
  );
  const cloudWatch = lazy(() =>
    withCredentialRefresh(new CloudWatchClient(shared)),
  );
  // Bucket names in host names need wildcard DNS, which a local AWS on localhost does not have.
  const forcePathStyle = Boolean(endpoint ?? process.env.AWS_ENDPOINT_URL);
  const s3 = lazy(() =>
    withCredentialRefresh(new S3Client({ ...shared, forcePathStyle })),
  );
  return {
    get cloudFormation() {
      return cloudFormation();
    },
    get sts() {
      return sts();
    },
    get secretsManager() {
      return secretsManager();
    },
    get ecs() {
      return ecs();
    },
    get rds() {
      return rds();
    },
    get elastiCache() {
      return elastiCache();
    },
    get kinesis() {
      return kinesis();
    },
    get apiGateway() {
      return apiGateway();
    },
    get apiGatewayV2() {
      return apiGatewayV2();
    },
    get cloudWatch() {
      return cloudWatch();
    },
    get s3() {
      return s3();
    },
  };
}
