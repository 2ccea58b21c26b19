import {
  exactPostgresVersion,
  specToMetadata,
  stackName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnOutput,
  LegacyStackSynthesizer,
  Stack,
  type CfnElement,
} from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Alarms } from './Alarms';
import { boundRoles } from './boundRoles';
import { Cache } from './Cache';
import { Cluster } from './Cluster';
import { ContentApi } from './ContentApi';
import { ContentService } from './ContentService';
import { Database } from './Database';
import { DeadLetters } from './DeadLetters';
import { EncryptionKey } from './EncryptionKey';
import { environmentTags } from './environmentTags';
import { ExecutionRole } from './ExecutionRole';
import { FlowLogs } from './FlowLogs';
import { ImageRegistry } from './ImageRegistry';
import { IngestStream } from './IngestStream';
import { LoadBalancer } from './LoadBalancer';
import { Logs } from './Logs';
import { MediaStorage } from './MediaStorage';
import { Network } from './Network';
import { SecretAccess } from './SecretAccess';
import { SecurityGroups } from './SecurityGroups';
import { Transcoder } from './Transcoder';

export interface EnvironmentStackProps {
  readonly spec: EnvironmentSpec;
  /** Name, with its path, of the permissions boundary of every role; none when undefined. */
  readonly permissionsBoundary?: string;
}

const stage = 'prod';

/** The whole platform of one environment: its components, and which of them use each other. */
export class EnvironmentStack extends Stack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    const { spec } = props;
    super(scope, 'Environment', {
      stackName: stackName(spec.suffix),
      description: `StreamFlix environment ${spec.suffix}`,
      // No account: the template is the same for all accounts.
      env: { region: spec.region },
      tags: environmentTags(spec),
      suppressTemplateIndentation: true,
      // Plain CloudFormation with the caller's own credentials, in accounts that were never bootstrapped.
      synthesizer: new LegacyStackSynthesizer(),
    });
    this.templateOptions.metadata = specToMetadata(spec);
    boundRoles(this, props.permissionsBoundary);
    const { suffix, region, secrets, observability } = spec;
    if (spec.deletionProtection && spec.database.kind === 'none') {
      // Otherwise a change of the protection would only change metadata, and CloudFormation does not update a stack for that.
      new CfnOutput(this, stackOutputs.deletionProtection, { value: 'on' });
    }

    const keyArn =
      spec.encryption.key === 'customer-managed'
        ? new EncryptionKey(this, 'Encryption', { suffix, region }).arn
        : undefined;
    const logs = new Logs(this, 'Logs', {
      retentionDays: observability.logRetentionDays,
      keyArn,
    });
    const network = new Network(this, 'Network', {
      suffix,
      network: spec.network,
    });
    const { vpcId, privateSubnetIds: subnetIds } = network;
    new FlowLogs(this, 'FlowLogs', { suffix, region, vpcId, logs });
    const securityGroups = new SecurityGroups(this, 'SecurityGroups', {
      spec,
      vpcId,
    });

    const { kind: databaseKind } = spec.database;
    const database =
      databaseKind === 'none'
        ? undefined
        : new Database(this, 'Database', {
            suffix,
            kind: databaseKind,
            database: spec.database,
            version: exactPostgresVersion(spec),
            secretName: secrets.database,
            deletionProtection: spec.deletionProtection,
            subnetIds,
            securityGroupId: securityGroups.of('database'),
            logs,
            keyArn,
          });
    const cache =
      spec.cache.kind === 'none'
        ? undefined
        : new Cache(this, 'Cache', {
            suffix,
            cache: spec.cache,
            subnetIds,
            securityGroupId: securityGroups.of('cache'),
            keyArn,
          });
    const storage = spec.storage.enabled
      ? new MediaStorage(this, 'MediaStorage', {
          suffix,
          storage: spec.storage,
          subnetIds,
          securityGroupId: securityGroups.of('storage'),
          keyArn,
        })
      : undefined;
    const stream =
      spec.stream.mode === 'none'
        ? undefined
        : new IngestStream(this, 'IngestStream', {
            suffix,
            stream: spec.stream,
            keyArn,
          });
    const deadLetters = spec.deadLetters.enabled
      ? new DeadLetters(this, 'DeadLetters', {
          suffix,
          retentionDays: spec.deadLetters.retentionDays,
          keyArn,
        })
      : undefined;
    if (spec.registry.enabled) {
      new ImageRegistry(this, 'ImageRegistry', { suffix, keyArn });
    }

    const executionRole = new ExecutionRole(this, 'Execution', {
      suffix,
      region,
    });
    const secretAccess =
      database || secrets.apiKeys.length > 0
        ? new SecretAccess(this, 'Secrets', {
            suffix,
            region,
            apiKeys: secrets.apiKeys,
            databaseSecretName: secrets.database,
            managedSecretArn: database?.managedSecretArn,
            keyArn,
          })
        : undefined;
    secretAccess?.grant(executionRole.role);

    const surroundings = {
      suffix,
      region,
      cluster: new Cluster(this, 'Compute', {
        suffix,
        containerInsights: observability.containerInsights,
        logs,
      }),
      network,
      logs,
      executionRole,
      secretAccess,
    };
    const shared = [
      database?.access,
      cache?.access,
      storage?.access,
      secretAccess?.access,
    ];
    if (spec.worker.enabled && stream) {
      new Transcoder(this, 'Transcoder', {
        ...surroundings,
        worker: spec.worker,
        streamName: stream.name,
        securityGroupId: securityGroups.of('worker'),
        access: [...shared, stream.consumer, deadLetters?.sender].filter(
          part => part !== undefined,
        ),
      });
    }
    let api: ContentApi | undefined;
    if (spec.service.enabled && spec.api.kind !== 'none') {
      const loadBalancer = new LoadBalancer(this, 'LoadBalancing', {
        suffix,
        vpcId,
        subnetIds,
        securityGroupId: securityGroups.of('load-balancer'),
        linkSecurityGroupId: securityGroups.of('vpc-link'),
        port: spec.service.port,
        healthCheckPath: spec.service.healthCheckPath,
        stage,
      });
      new ContentService(this, 'ContentService', {
        ...surroundings,
        service: spec.service,
        loadBalancer,
        securityGroupId: securityGroups.of('service'),
        access: [...shared, stream?.producer].filter(
          part => part !== undefined,
        ),
      });
      api = new ContentApi(this, 'ContentApi', {
        suffix,
        kind: spec.api.kind,
        api: spec.api,
        stage,
        loadBalancer,
        logs,
      });
    }
    if (observability.alarms) {
      new Alarms(this, 'Alarms', { spec, apiErrors: api?.errors, keyArn });
    }
  }

  /**
   * Short ids, the same as the construct's own: the template has a limit of 51,200 bytes, and users read these ids in progress
   * and events. They are unique in the stack; CDK refuses duplicates.
   */
  protected allocateLogicalId(element: CfnElement): string {
    const ids = element.node.scopes
      .map(scope => scope.node.id)
      .filter(id => id !== 'Resource');
    return ids[ids.length - 1];
  }
}
