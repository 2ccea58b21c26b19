import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import streamflixPlugin from '../alpha';
import { streamflixApiRef } from '../api';
import { entityOf } from './entities';
import type { FakeStreamflixApi } from './FakeStreamflixApi';

/** Opens the form of a real template in the real scaffolder, from the page of an environment. */
export function openTemplate(
  operation: 'change' | 'destroy',
  api: FakeStreamflixApi,
) {
  const file = `../../../../templates/${operation}-environment/template.yaml`;
  const template: TemplateEntityV1beta3 = parse(
    readFileSync(resolve(__dirname, file), 'utf8'),
  );
  const { name, title = name } = template.metadata;
  const scaffolder = scaffolderApiMock.mock({
    getTemplateParameterSchema: async () => ({
      title,
      presentation: template.spec.presentation,
      steps: [template.spec.parameters ?? []].flat().map(schema => ({
        title: String(schema.title),
        schema,
      })),
    }),
    scaffold: async () => ({ taskId: 'a-task' }),
    // What happens after it is told elsewhere.
    getTask: () => new Promise(() => {}),
  });
  const entity = entityOf({
    account: '000000000000',
    region: 'eu-west-2',
    suffix: 'demo',
  });
  const formData = JSON.stringify({
    environment: `resource:default/${entity.metadata.name}`,
  });
  renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
    initialRouteEntries: [
      `/create/templates/default/${name}?formData=${encodeURIComponent(
        formData,
      )}`,
    ],
    apis: [
      [streamflixApiRef, api],
      [scaffolderApiRef, scaffolder],
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      [permissionApiRef, mockApis.permission()],
    ],
  });
  return { api, scaffolder };
}
