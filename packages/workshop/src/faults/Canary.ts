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

/** Values nobody may ever see: put into every secret there is, and noted of those that resources make for themselves. */
export class Canary {
  private readonly values: Set<string>;
  /** ARNs of the secrets databases have made for themselves. */
  private readonly made = new Set<string>();

  /**
   * @param client - that nobody listens to
   * @param word - every value we choose begins with it
   * @param databases - those there are at this moment
   */
  constructor(
    private readonly client: SecretsManagerClient,
    readonly word: string,
    private readonly databases: () => readonly Resource[],
  ) {
    this.values = new Set([word]);
  }

  /** Puts a value of our own into every secret, under the keys it has. */
  async settle(): Promise<void> {
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

  /** Notes the values of secrets that have come to be. */
  async listen(): Promise<void> {
    for (const { value } of await this.read()) {
      for (const text of stringsIn(JSON.parse(value))) {
        // Shorter ones, such as a user's name, are found in any text.
        if (text.length >= 12) this.values.add(text);
      }
    }
  }

  /** Notes the passwords databases have made for themselves, which go with them. It costs nothing while there is none. */
  async overhear(): Promise<void> {
    const fresh = this.databases()
      .map(({ attributes }) => attributes['MasterUserSecret.SecretArn'])
      .filter(arn => typeof arn === 'string' && !this.made.has(arn))
      .map(String);
    if (fresh.length === 0) return;
    for (const arn of fresh) this.made.add(arn);
    await this.listen();
  }

  /** How many databases have made themselves a password. */
  get overheard(): number {
    return this.made.size;
  }

  /** How many of them a text gives away. */
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
