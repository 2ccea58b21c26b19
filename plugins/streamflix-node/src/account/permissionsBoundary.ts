import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import { retryThrottled } from '../aws/retryThrottled';
import {
  isMissing,
  namedInIam,
  policyCommand,
  type AccountCheck,
} from './AccountCheck';

/** Name of a boundary where none is configured. */
const suggested = 'streamflix-boundary';

/** The managed policy that limits every role of an environment, where one is configured. */
export const permissionsBoundary: AccountCheck = {
  id: 'permissions-boundary',
  title: 'Permissions boundary',
  async run(context) {
    const { access, clients, target } = context;
    const name = access.settings.permissionsBoundary;
    const create = (boundary: string) =>
      `${policyCommand(context, boundary)} && aws iam create-policy ${
        namedInIam('policy', boundary).create
      } --policy-document file://policies/boundary.json`;
    if (!name) {
      return [
        {
          state: 'warning',
          message: `None is configured, so only its template limits a role of an environment. Create one, then set streamflix.aws.permissionsBoundary to ${suggested}.`,
          fix: create(suggested),
        },
      ];
    }
    const partition = partitionOfRegion(target.region);
    const arn = `arn:${partition}:iam::${target.account}:policy/${name}`;
    try {
      await retryThrottled(() =>
        clients.iam.send(new GetPolicyCommand({ PolicyArn: arn })),
      );
      return [{ state: 'ok', message: `${arn} exists.` }];
    } catch (error) {
      if (!isMissing(error)) throw error;
      return [
        {
          state: 'failed',
          message: `${arn} does not exist. No role of an environment can be created.`,
          fix: create(name),
        },
      ];
    }
  },
};
