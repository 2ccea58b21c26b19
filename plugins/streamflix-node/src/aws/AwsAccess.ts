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

/** An account and a region of it. */
export interface AwsTarget {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
}

/** The clients of one place; each is made when it is first asked for. */
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

/** The one way to AWS: which accounts and regions there are, and clients for them. */
export interface AwsAccess {
  readonly settings: StreamflixSettings;
  /** Where operations are measured and traced. */
  readonly telemetry: Telemetry;
  /** What is heard of failures while they can be looked at; without it, this process alone remembers. */
  readonly diagnostics?: DiagnosticsStore;
  /** Id of the account environments live in when they name none: the first configured one, else the caller's own. */
  defaultAccount(): Promise<string>;
  /** Every configured account in every configured region. */
  targets(): Promise<AwsTarget[]>;
  /** Clients are kept per place and share their connections; credentials renew themselves. */
  clients(place: AwsTarget): Promise<AwsClients>;
  /** Whether the endpoint says of itself that it is an imitation. */
  isLocalAws(): Promise<boolean>;
}
