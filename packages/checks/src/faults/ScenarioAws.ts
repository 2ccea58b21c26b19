import {
  CloudFormationClient,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  createAwsAccess,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import {
  startLocalAws,
  type Access,
  type LocalAws,
  type Policies,
} from '@streamflix/local-aws';
import { policiesOfInstallation } from '../policy/generatedPolicies';
import { boundaryName, executionRoleName } from '../policy/roleNames';
import { AwsInspector } from './AwsInspector';
import { SecretProbe } from './SecretProbe';
import type { Scenario } from './Scenario';
import { RecordingProxy } from './RecordingProxy';

export const region = 'eu-central-1';

const allowed = [region, 'eu-west-2', 'ap-northeast-1'];

/** The regions that are inspected for leftovers, including a region that is requested but not allowed. */
const watched = [...allowed, 'us-west-1'];

export const account = '000000000000';

export interface ScenarioAwsOptions {
  /** Prefix of the secret values. */
  word: string;
  /** Name of a profile in AWS's configuration file whose credentials can be refreshed. */
  profile?: string;
  /** Whether CloudFormation acts with a role of its own, and roles of environments have a boundary. */
  executionRole?: boolean;
  /** Those of an installation when missing. */
  policies?: Policies;
  onAccess?(access: Access): void;
}

/** One scenario's own local AWS, under the generated policies, with its inspectors. */
export class ScenarioAws {
  private constructor(
    readonly aws: LocalAws,
    readonly proxy: RecordingProxy,
    readonly inspector: AwsInspector,
    readonly probe: SecretProbe,
    private readonly options: ScenarioAwsOptions,
  ) {}

  static async start(
    scenario: Pick<
      Scenario,
      'speed' | 'secrets' | 'resources' | 'buckets' | 'renewable'
    >,
    options: ScenarioAwsOptions,
  ): Promise<ScenarioAws> {
    const aws = await startLocalAws({
      speed: scenario.speed ?? 6000,
      policies:
        options.policies ??
        (await policiesOfInstallation(options.executionRole ?? false)),
      onAccess: options.onAccess,
    });
    try {
      return await ScenarioAws.prepare(aws, scenario, options);
    } catch (error) {
      await aws.stop();
      throw error;
    }
  }

  private static async prepare(
    aws: LocalAws,
    scenario: Parameters<typeof ScenarioAws.start>[0],
    options: ScenarioAwsOptions,
  ): Promise<ScenarioAws> {
    const direct = {
      region,
      endpoint: aws.url,
      // No policy applies to the root user.
      credentials: { accessKeyId: 'root', secretAccessKey: 'root' },
    };
    const secrets = new SecretsManagerClient(direct);
    for (const Name of scenario.secrets ?? []) {
      await secrets.send(
        new CreateSecretCommand({ Name, SecretString: '{"key":"value"}' }),
      );
    }
    for (const Bucket of scenario.buckets ?? []) {
      await new S3Client({ ...direct, forcePathStyle: true }).send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: region },
        }),
      );
    }
    const probe = new SecretProbe(secrets, options.word, () =>
      ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'].flatMap(type =>
        aws.world.list(region, type),
      ),
    );
    await probe.setKnownValues();
    const inspector = new AwsInspector(
      Object.fromEntries(
        watched.map(where => [
          where,
          new CloudFormationClient({ ...direct, region: where }),
        ]),
      ),
    );
    for (const [index, resource] of (scenario.resources ?? []).entries()) {
      const { type: Type, properties: Properties } = resource;
      await new CloudFormationClient(direct).send(
        new CreateStackCommand({
          StackName: `foreign-${index}`,
          TemplateBody: JSON.stringify({
            Resources: { Taken: { Type, Properties } },
          }),
        }),
      );
    }
    await inspector.leftWhenIdle(10);
    const proxy = await RecordingProxy.start(aws.url);
    const profile = scenario.renewable ? options.profile : undefined;
    return new ScenarioAws(aws, proxy, inspector, probe, {
      ...options,
      profile,
    });
  }

  /** The AWS section of an installation's configuration, with additions. */
  config(more: JsonObject = {}): JsonObject {
    const { profile, executionRole } = this.options;
    return {
      streamflix: {
        regions: allowed,
        aws: {
          endpoint: this.proxy.url,
          ...(executionRole && {
            executionRole: executionRoleName,
            permissionsBoundary: boundaryName,
          }),
        },
        ...more,
      },
      aws: {
        mainAccount: profile
          ? { profile }
          : { accessKeyId: 'local', secretAccessKey: this.probe.word },
      },
    };
  }

  /** Access as an installation has it, recorded by the recording proxy. */
  access(more?: JsonObject): AwsAccess {
    return createAwsAccess({ config: new ConfigReader(this.config(more)) });
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.aws.stop();
  }
}
