import { randomBytes } from 'node:crypto';
import type { AccessKeys, Session } from '../signatures/AccessKeys';
import { AwsError, type Service } from '../protocols/Service';
import { numberOf } from '../world/values';
import type { World } from '../world/World';
import { requireString } from './requireString';

/**
 * Security Token Service. Every identity it returns contains `local-aws`, and AWS never issues the account id, so a client can
 * recognise local AWS.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
export function createSts(world: World, accessKeys: AccessKeys): Service {
  function credentials(durationSeconds: number, session: Session) {
    const accessKeyId = `ASIA${letters(16)}`;
    const secretAccessKey = randomBytes(30).toString('base64');
    const sessionToken = randomBytes(120).toString('base64');
    accessKeys.issue(accessKeyId, { secretAccessKey, sessionToken }, session);
    return {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(world.now().getTime() + durationSeconds * 1000),
    };
  }

  return {
    name: 'sts',
    operations: {
      GetCallerIdentity(_input, { accessKeyId = '' }) {
        return {
          Account: world.accountId,
          UserId: accessKeys.userIdOf(accessKeyId),
          Arn: accessKeys.arnOf(accessKeyId),
        };
      },

      AssumeRole(input) {
        const roleArn = requireString(input, 'RoleArn', 'ValidationError');
        const roleName = /^arn:[^:]+:iam::\d{12}:role\/(?:.+\/)?([^/]+)$/.exec(
          roleArn,
        )?.[1];
        if (!roleName) {
          throw new AwsError('ValidationError', `${roleArn} is invalid`);
        }
        const name = requireString(input, 'RoleSessionName', 'ValidationError');
        const session: Session = {
          roleName,
          sessionName: `${name}@local-aws`,
          userId: `AROA${letters(17)}:${name}@local-aws`,
        };
        const issued = credentials(
          numberOf(input.DurationSeconds) ?? 3600,
          session,
        );
        return {
          Credentials: issued,
          AssumedRoleUser: {
            AssumedRoleId: session.userId,
            Arn: accessKeys.arnOf(issued.AccessKeyId),
          },
        };
      },
    },
  };
}

function letters(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map(byte => alphabet[byte % 32]).join('');
}
