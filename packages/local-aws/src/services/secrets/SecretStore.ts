import { randomBytes } from 'node:crypto';
import { AwsError } from '../../protocols/Service';
import type { World } from '../../world/World';
import { initialSecretNames, initialSecretValue } from './initialSecrets';
import { Secret } from './Secret';
import { declaresSecrets, syncStackSecrets } from './syncStackSecrets';

/**
 * The secrets of every region: the initial ones, those created by calls, and those created and deleted with resources of stacks.
 */
export class SecretStore {
  private readonly regions = new Map<string, Map<string, Secret>>();
  private readonly startedAt: Date;

  constructor(private readonly world: World) {
    this.startedAt = world.now();
    world.onChange(({ type, region }) => {
      if (declaresSecrets(type)) {
        syncStackSecrets(world, region, this.secretsOf(region));
      }
    });
  }

  list(region: string): Secret[] {
    return [...this.secretsOf(region).values()];
  }

  /** @param id name, ARN, or ARN without the six random characters at its end */
  find(region: string, id: string): Secret | undefined {
    return this.list(region).find(
      ({ arn, name }) =>
        name === id || arn === id || arn.replace(/-\w{6}$/, '') === id,
    );
  }

  /** @throws AwsError when the secret does not exist; otherwise as `find` */
  get(region: string, id: string): Secret {
    const secret = this.find(region, id);
    if (!secret) {
      throw new AwsError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    return secret;
  }

  /** @throws AwsError when the name is taken */
  create(region: string, name: string): Secret {
    const taken = this.list(region).find(each => each.name === name);
    if (taken) {
      throw taken.deletedAt
        ? new AwsError(
            'InvalidRequestException',
            `You can't create this secret because a secret with this name is already scheduled for deletion.`,
          )
        : new AwsError(
            'ResourceExistsException',
            `The operation failed because the secret ${name} already exists.`,
          );
    }
    const secret = this.newSecret(region, name, this.world.now());
    this.secretsOf(region).set(secret.arn, secret);
    return secret;
  }

  remove(region: string, { arn }: Secret): void {
    this.secretsOf(region).delete(arn);
  }

  private secretsOf(region: string): Map<string, Secret> {
    let secrets = this.regions.get(region);
    if (!secrets) {
      secrets = new Map();
      const { account } = this.world;
      for (const name of account === 'fresh' ? [] : initialSecretNames) {
        const secret = this.newSecret(region, name, this.startedAt);
        secret.put({ secretString: initialSecretValue(name) }, this.startedAt);
        if (account === 'broken') secret.deletedAt = this.startedAt;
        secrets.set(secret.arn, secret);
      }
      this.regions.set(region, secrets);
    }
    return secrets;
  }

  private newSecret(region: string, name: string, createdAt: Date): Secret {
    // AWS adds six random characters to the ARN, so that a policy for a deleted secret does not match a new one with the same
    // name.
    const suffix = randomBytes(3).toString('hex');
    return new Secret(
      `arn:aws:secretsmanager:${region}:${this.world.accountId}:secret:${name}-${suffix}`,
      name,
      createdAt,
    );
  }
}
