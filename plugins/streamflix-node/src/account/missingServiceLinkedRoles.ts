import { GetRoleCommand } from '@aws-sdk/client-iam';
import { retryThrottled } from '../aws/retryThrottled';
import { isMissing, type AccountCheck } from './AccountCheck';
import { serviceLinkedRoles } from './serviceLinkedRoles';

/**
 * AWS creates these roles with the first resource of a service, if the caller may. The first environment may fail all the same: a
 * service can be asked to use its role before IAM knows it everywhere. Hence a warning.
 */
export const missingServiceLinkedRoles: AccountCheck = {
  id: 'service-linked-roles',
  title: 'Service-linked roles',
  async run({ clients }) {
    const found = await Promise.all(
      serviceLinkedRoles.map(async role => {
        try {
          await retryThrottled(() =>
            clients.iam.send(new GetRoleCommand({ RoleName: role.name })),
          );
          return [];
        } catch (error) {
          if (isMissing(error)) return [role];
          throw error;
        }
      }),
    );
    const missing = found.flat();
    if (missing.length === 0) {
      return [
        {
          state: 'ok',
          message: `All ${serviceLinkedRoles.length} roles exist.`,
        },
      ];
    }
    const names = missing.map(({ name }) => name).join(', ');
    const services = missing.map(({ service }) => service).join(' ');
    return [
      {
        state: 'warning',
        message: `Missing: ${names}. AWS creates them with the first environment, which may fail because of that.`,
        fix: `for service in ${services}; do aws iam create-service-linked-role --aws-service-name "$service"; done`,
      },
    ];
  },
};
