/** The database properties that define the master user. */
export interface MasterUser {
  readonly masterUsername: string;
  readonly masterUserPassword?: string;
  readonly manageMasterUserPassword?: boolean;
  readonly masterUserSecret?: { readonly kmsKeyId: string };
}

export interface MasterUserProps {
  /** Name of an existing secret with `username` and `password`; without one, RDS creates and rotates its own. */
  readonly secretName?: string;
  /** Customer-managed key for the secret RDS creates. */
  readonly keyArn?: string;
}

/**
 * The master user of a database.
 *
 * An existing secret is only referenced; CloudFormation reads it when needed. CDK's `Credentials.fromSecret` would attach the
 * secret to the database, which rewrites it.
 */
export function masterUser({
  secretName,
  keyArn,
}: MasterUserProps): MasterUser {
  if (!secretName) {
    return {
      masterUsername: 'streamflix',
      manageMasterUserPassword: true,
      masterUserSecret: keyArn ? { kmsKeyId: keyArn } : undefined,
    };
  }
  const field = (name: string) =>
    `{{resolve:secretsmanager:${secretName}:SecretString:${name}}}`;
  return {
    masterUsername: field('username'),
    masterUserPassword: field('password'),
  };
}
