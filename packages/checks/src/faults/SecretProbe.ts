import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Resource } from '@streamflix/local-aws';

/** Every string within a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(stringsIn)
    : [];
}

/** Secret values that must never appear anywhere: set in every secret, and collected from secrets that resources generate. */
export class SecretProbe {
  private readonly values: Set<string>;
  /** ARNs of the secrets that databases have generated. */
  private readonly made = new Set<string>();

  /**
   * @param client - not recorded by the recording proxy
   * @param word - prefix of every value that is set
   * @param databases - the current databases
   */
  constructor(
    private readonly client: SecretsManagerClient,
    readonly word: string,
    private readonly databases: () => readonly Resource[],
  ) {
    this.values = new Set([word]);
  }

  /** Sets a known value in every secret, for each of its keys. */
  async setKnownValues(): Promise<void> {
    for (const { id, value } of await this.read()) {
      const keys = Object.keys(JSON.parse(value));
      const ours = keys.map(key => [key, `${this.word}${key}`]);
      await this.client.send(
        new PutSecretValueCommand({
          SecretId: id,
          SecretString: JSON.stringify(Object.fromEntries(ours)),
        }),
      );
    }
  }

  /** Collects the values of all current secrets. */
  async collect(): Promise<void> {
    for (const { value } of await this.read()) {
      for (const text of stringsIn(JSON.parse(value))) {
        // Shorter values, such as a user name, occur in any text.
        if (text.length >= 12) this.values.add(text);
      }
    }
  }

  /** Collects the passwords that databases have generated, which are deleted with them. Makes no call when there is none. */
  async collectGenerated(): Promise<void> {
    const fresh = this.databases()
      .map(({ attributes }) => attributes['MasterUserSecret.SecretArn'])
      .filter(arn => typeof arn === 'string' && !this.made.has(arn))
      .map(String);
    if (fresh.length === 0) return;
    for (const arn of fresh) this.made.add(arn);
    await this.collect();
  }

  /** Number of databases that have generated a password. */
  get generatedCount(): number {
    return this.made.size;
  }

  /** Number of secret values in a text. */
  count(text: string): number {
    return [...this.values].filter(value => text.includes(value)).length;
  }

  private async read(): Promise<{ id: string; value: string }[]> {
    const { SecretList = [] } = await this.client.send(
      new ListSecretsCommand({ MaxResults: 100 }),
    );
    const read = SecretList.map(async ({ ARN = '' }) => {
      const { SecretString = '{}' } = await this.client.send(
        new GetSecretValueCommand({ SecretId: ARN }),
      );
      return { id: ARN, value: SecretString };
    });
    return Promise.all(read);
  }
}
