import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import { retryThrottled } from '../aws/retryThrottled';
import {
  isMissing,
  namedInIam,
  policyCommand,
  type AccountCheck,
} from './AccountCheck';

/** The managed policy that limits every role of an environment, where one is configured. */
export const permissionsBoundary: AccountCheck = {
  id: 'permissions-boundary',
  title: 'Permissions boundary',
  async run(context) {
    const { access, clients, target } = context;
    const name = access.settings.permissionsBoundary;
    if (!name) return [];
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
          fix: `${policyCommand(context)} && aws iam create-policy ${
            namedInIam('policy', name).create
          } --policy-document file://policies/boundary.json`,
        },
      ];
    }
  },
};
