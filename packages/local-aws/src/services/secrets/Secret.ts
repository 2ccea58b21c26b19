import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocols/Service';
import type { Fields } from '../../world/values';

export interface SecretVersion {
  readonly id: string;
  readonly createdAt: Date;
  readonly secretString?: string;
  /** Base64, as on the wire. */
  readonly secretBinary?: string;
  stages: string[];
}

export type SecretContent = Pick<
  SecretVersion,
  'secretString' | 'secretBinary'
>;

/** A secret and its versions. Exactly one version is `AWSCURRENT`, as soon as there is one. */
export class Secret {
  readonly versions: SecretVersion[] = [];
  readonly createdAt: Date;
  changedAt: Date;
  deletedAt?: Date;
  description?: string;
  kmsKeyId?: string;
  /** The service that created it, for example `rds`; users cannot change such a secret. */
  owningService?: string;
  /** The part of a stack's resource that the value was generated from; missing when no stack declares the secret. */
  origin?: string;
  readonly tags = new Map<string, string>();

  constructor(readonly arn: string, readonly name: string, now: Date) {
    this.createdAt = now;
    this.changedAt = now;
  }

  /**
   * Adds a version and moves `AWSCURRENT` to it. The same token with the same content is the same version, so a call can be
   * repeated.
   *
   * @throws AwsError when the token belongs to a version with other content
   */
  put(content: SecretContent, now: Date, token?: string): SecretVersion {
    const known = this.versions.find(({ id }) => id === token);
    if (known) {
      if (
        known.secretString === content.secretString &&
        known.secretBinary === content.secretBinary
      ) {
        return known;
      }
      throw new AwsError(
        'ResourceExistsException',
        `A resource with the ID you requested already exists: version ${token} of ${this.name} has other content.`,
      );
    }
    for (const version of this.versions) {
      version.stages = version.stages.includes('AWSCURRENT')
        ? ['AWSPREVIOUS']
        : [];
    }
    const version: SecretVersion = {
      ...content,
      id: token ?? randomUUID(),
      createdAt: now,
      stages: ['AWSCURRENT'],
    };
    this.versions.push(version);
    this.changedAt = now;
    return version;
  }

  /** @throws AwsError when the version does not exist */
  version(stage = 'AWSCURRENT', id?: string): SecretVersion {
    const version = this.versions.find(each =>
      id ? each.id === id : each.stages.includes(stage),
    );
    if (!version) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for ${
          id ? `VersionId: ${id}` : `staging label: ${stage}`
        }`,
      );
    }
    return version;
  }

  /** Members that `DescribeSecret` and an entry of `ListSecrets` share. */
  describe(): Fields {
    return {
      ARN: this.arn,
      Name: this.name,
      Description: this.description,
      KmsKeyId: this.kmsKeyId,
      OwningService: this.owningService,
      CreatedDate: this.createdAt,
      LastChangedDate: this.changedAt,
      DeletedDate: this.deletedAt,
      Tags: [...this.tags].map(([Key, Value]) => ({ Key, Value })),
    };
  }

  stagesByVersion(): Record<string, string[]> {
    return Object.fromEntries(
      this.versions
        .filter(({ stages }) => stages.length > 0)
        .map(({ id, stages }) => [id, stages]),
    );
  }
}
