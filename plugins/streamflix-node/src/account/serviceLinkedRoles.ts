import { GetRoleCommand } from '@aws-sdk/client-iam';
import { retryThrottled } from '../aws/retryThrottled';
import { isMissing, type AccountCheck } from './AccountCheck';

/**
 * The service-linked roles of what environments consist of, by the service that assumes them.
 * Source: the page about service-linked roles in each service's guide.
 */
const roles: Readonly<Record<string, string>> = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'ecs.application-autoscaling.amazonaws.com':
    'AWSServiceRoleForApplicationAutoScaling_ECSService',
  'elasticache.amazonaws.com': 'AWSServiceRoleForElastiCache',
  'elasticfilesystem.amazonaws.com': 'AWSServiceRoleForAmazonElasticFileSystem',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'rds.amazonaws.com': 'AWSServiceRoleForRDS',
};

/**
 * AWS creates these roles with the first resource of a service, if the caller may. The first environment may fail all the same: a
 * service can be asked to use its role before IAM knows it everywhere. Hence a warning.
 */
export const serviceLinkedRoles: AccountCheck = {
  id: 'service-linked-roles',
  title: 'Service-linked roles',
  async run({ clients }) {
    const found = await Promise.all(
      Object.entries(roles).map(async ([service, RoleName]) => {
        try {
          await retryThrottled(() =>
            clients.iam.send(new GetRoleCommand({ RoleName })),
          );
          return [];
        } catch (error) {
          if (isMissing(error)) return [{ service, RoleName }];
          throw error;
        }
      }),
    );
    const missing = found.flat();
    if (missing.length === 0) {
      const count = Object.keys(roles).length;
      return [{ state: 'ok', message: `All ${count} roles exist.` }];
    }
    const names = missing.map(({ RoleName }) => RoleName).join(', ');
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
