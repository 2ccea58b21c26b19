import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { STSClient } from '@aws-sdk/client-sts';
import type { DiagnosticsStore } from './DiagnosticsStore';
import type { StreamflixSettings } from './StreamflixSettings';
import type { Telemetry } from '../telemetry/Telemetry';

/** An AWS account and region. */
export interface AwsTarget {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
}

/** The SDK clients for one account and region, each created on first use. */
export interface AwsClients {
  readonly cloudFormation: CloudFormationClient;
  readonly sts: STSClient;
  readonly secretsManager: SecretsManagerClient;
  readonly ecs: ECSClient;
  readonly rds: RDSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly kinesis: KinesisClient;
  readonly apiGateway: APIGatewayClient;
  readonly apiGatewayV2: ApiGatewayV2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly s3: S3Client;
}

/** The only access to AWS: the configured accounts and regions, and clients for them. */
export interface AwsAccess {
  readonly settings: StreamflixSettings;
  /** Receives the metrics and traces of operations. */
  readonly telemetry: Telemetry;
  /** Stores the diagnostics of failures; without it, only this process keeps them. */
  readonly diagnostics?: DiagnosticsStore;
  /** Id of the account for environments that name none: the first configured account, otherwise the caller's own. */
  defaultAccount(): Promise<string>;
  /** Every configured account in every configured region. */
  targets(): Promise<AwsTarget[]>;
  /** Clients are cached per account and region and share connections; credentials refresh automatically. */
  clients(place: AwsTarget): Promise<AwsClients>;
  /** Whether the endpoint identifies itself as local AWS. */
  isLocalAws(): Promise<boolean>;
}
