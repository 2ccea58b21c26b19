import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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

const environment = entityOf({
  account: '000000000000',
  region: 'eu-west-2',
  suffix: 'demo',
});
const owner = (kind: 'Group' | 'User', name: string, title?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name, title },
  spec: {},
});

/** The catalog contains one environment, two groups and a user. */
export const entities = [
  environment,
  owner('Group', 'content'),
  owner('Group', 'video', 'Video team'),
  owner('User', 'guest'),
];

/**
 * Opens the form of a real template in the real scaffolder.
 *
 * @param formData - initial values, passed in the URL of the form
 * @param catalogApi - the catalog, if it should differ from `entities`
 * @param visit - key of the entry in the history; another one unless given
 */
export function openTemplate(
  operation: 'create' | 'change' | 'destroy',
  api: FakeStreamflixApi,
  formData: Record<string, unknown> = operation === 'create'
    ? {}
    : { environment: `resource:default/${environment.metadata.name}` },
  catalogApi = catalogApiMock({ entities }),
  visit = String(Math.random()),
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
    // The task itself is not part of these tests.
    getTask: () => new Promise(() => {}),
  });
  const path = `/create/templates/default/${name}?formData=${encodeURIComponent(
    JSON.stringify(formData),
  )}`;
  // The form reads the browser's URL, not the router's.
  window.history.replaceState({ key: visit }, '', path);
  const rendered = renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
    initialRouteEntries: [path],
    apis: [
      [streamflixApiRef, api],
      [scaffolderApiRef, scaffolder],
      [catalogApiRef, catalogApi],
    ],
  });
  return { api, scaffolder, close: rendered.unmount };
}
