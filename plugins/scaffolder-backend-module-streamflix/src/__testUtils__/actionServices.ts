import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  operationTopic,
  type OperationSeen,
} from '@streamflix/backstage-plugin-streamflix-common';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { LocalAws } from '@streamflix/local-aws';
import type { ActionServices } from '../task/ActionServices';
import { awsConfig } from './awsConfig';
import { RecordedAuditor } from './RecordedAuditor';
import { testCatalog } from './testCatalog';
import { oneUser, servicesFor, type TestUsers } from './testUsers';

/** The services of the actions without a backend, with local AWS. */
export function actionServices(
  aws: Pick<LocalAws, 'url'>,
  options: { users?: TestUsers; entities?: Entity[] } = {},
): ActionServices & { auditor: RecordedAuditor; seen: OperationSeen[] } {
  const { users = oneUser, entities = [] } = options;
  const seen: OperationSeen[] = [];
  return {
    ...servicesFor(users),
    access: createAwsAccess({
      config: mockServices.rootConfig({ data: awsConfig(aws.url) }),
    }),
    auth: mockServices.auth(),
    auditor: new RecordedAuditor(),
    seen,
    events: {
      publish: async ({ topic, eventPayload }) => {
        if (topic === operationTopic) seen.push(eventPayload as OperationSeen);
      },
      subscribe: async () => {},
    },
    catalog: testCatalog(entities, () => seen),
    catalogTimeout: 300,
    logger: mockServices.logger.mock(),
    shutdown: new AbortController().signal,
  };
}
