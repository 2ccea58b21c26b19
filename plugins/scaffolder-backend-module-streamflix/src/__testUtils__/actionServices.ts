import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { LocalAws } from '@streamflix/local-aws';
import type { ActionServices } from '../ActionServices';
import { attentiveCatalog } from './attentiveCatalog';
import { awsConfig } from './awsConfig';
import { RecordedAuditor } from './RecordedAuditor';

/** What the actions need, without a backend around them: AWS is real enough, the person owns what `group:default/video` owns. */
export function actionServices(
  aws: LocalAws,
  options: {
    /** Names of permissions that are refused. */
    denied?: string[];
    entities?: Entity[];
  } = {},
): ActionServices & { auditor: RecordedAuditor } {
  const { denied = [], entities = [] } = options;
  const published: unknown[] = [];
  return {
    access: createAwsAccess({
      config: mockServices.rootConfig({ data: awsConfig(aws.url) }),
    }),
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['group:default/video'],
    }),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    }),
    auditor: new RecordedAuditor(),
    events: {
      publish: async ({ eventPayload }) => {
        published.push(eventPayload);
      },
      subscribe: async () => {},
    },
    catalog: attentiveCatalog(entities, () => published),
  };
}
