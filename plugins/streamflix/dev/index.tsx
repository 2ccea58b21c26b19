import '@backstage/cli/asset-types';
// The rule is for what is published; this page is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import appPlugin from '@backstage/plugin-app';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import ReactDOM from 'react-dom/client';
import {
  annotations,
  entityName,
  entityType,
} from '@streamflix/backstage-plugin-streamflix-common';
import { FakeStreamflixApi } from '../src/__testUtils__/FakeStreamflixApi';
import {
  failedCreation,
  runningCreation,
} from '../src/__testUtils__/operations';
import {
  absentSnapshot,
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  partialSnapshot,
  statusOf,
  unknownSnapshot,
} from '../src/__testUtils__/snapshots';
import { stackOf } from '../src/__testUtils__/stacks';
import streamflixPlugin from '../src/alpha';
import { streamflixApiRef } from '../src/api';
import { createTemplate } from './createTemplate';

/*
 * Every state of every view, without a backend: `yarn workspace @streamflix/backstage-plugin-streamflix start`.
 */
const snapshots = [
  healthySnapshot('demo'),
  healthySnapshot('video', 'video-pipeline', 'eu-central-1'),
  degradedSnapshot(),
  deployingSnapshot(),
  failedSnapshot(),
  unknownSnapshot(),
  partialSnapshot(),
  absentSnapshot(),
];
const statuses = snapshots.map(snapshot =>
  statusOf(snapshot, { localAws: true }),
);

const lines = Array.from({ length: 40 }, (_, index) => ({
  at: new Date(Date.now() - (40 - index) * 2_000).toISOString(),
  stream: 'service/service/1',
  text: `GET /content/${index} 200`,
}));

const streamflixApi = new FakeStreamflixApi({
  statuses,
  stacks: snapshots.flatMap(({ spec }) => {
    if (!spec.ok || !spec.value) return [];
    const { suffix, region, blueprint } = spec.value;
    return stackOf({ suffix, region, blueprint });
  }),
  lines: { service: lines, worker: lines.slice(0, 3) },
  events: [
    {
      items: Array.from({ length: 12 }, (_, index) => ({
        id: String(index),
        at: new Date(Date.now() - index * 9_000).toISOString(),
        logicalId: index % 3 ? 'DatabaseWriter' : 'ApiService',
        resourceType: index % 3 ? 'AWS::RDS::DBInstance' : 'AWS::ECS::Service',
        status: index % 4 ? 'CREATE_IN_PROGRESS' : 'CREATE_FAILED',
        reason: index % 4 ? undefined : 'The image could not be pulled.',
      })),
      nextCursor: '1',
    },
    { items: [] },
  ],
});
streamflixApi.installation.localAws = true;
// /streamflix/000000000000/eu-west-2/demo/operations/<any id>; that of `broken` has failed.
const began = Date.now() - 250_000;
streamflixApi.getOperation = async ({ suffix }) =>
  suffix === 'broken' ? failedCreation() : runningCreation(began);

/** `?environments=1000` shows a long list instead; the mark is for measurements of its first paint. */
const wanted = Number(
  new URLSearchParams(window.location.search).get('environments'),
);
if (wanted > 0) {
  const summaries = statuses.flatMap(({ summary }) => summary ?? []);
  const items = Array.from({ length: wanted }, (_, index) => ({
    // Most are healthy, as in a real installation.
    ...summaries[index % 10 === 0 ? (index / 10) % summaries.length : 0],
    suffix: `environment-${index + 1}`,
    stackArn: `arn:${index}`,
  }));
  streamflixApi.listEnvironments = async () => {
    performance.mark('environments');
    return {
      items,
      failures: [],
      localAws: true,
      readAt: new Date().toISOString(),
    };
  };
}

const entities = statuses.map(({ ref: { account, region, suffix } }) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    namespace: 'default',
    name: entityName({ suffix, region }),
    title: suffix,
    annotations: {
      [annotations.account]: account,
      [annotations.region]: region,
      [annotations.suffix]: suffix,
    },
  },
  spec: { type: entityType, owner: 'group:default/video' },
}));

const groups = ['video', 'platform'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name },
  spec: { type: 'team', children: [] },
}));

/** The form, without anything that would happen after it. */
const formApi: Partial<ScaffolderApi> = {
  getTemplateParameterSchema: async () => ({
    title: 'Create StreamFlix environment',
    steps: [createTemplate.spec.parameters ?? []].flat().map(schema => ({
      title: String(schema.title),
      schema,
    })),
  }),
};

const app = createApp({
  features: [
    appPlugin.withOverrides({
      extensions: [
        appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
      ],
    }),
    catalogPlugin,
    scaffolderPlugin,
    streamflixPlugin,
    createFrontendModule({
      pluginId: 'streamflix',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: streamflixApiRef,
              deps: {},
              factory: () => streamflixApi,
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: catalogApiRef,
              deps: {},
              factory: () =>
                catalogApiMock({
                  entities: [...entities, ...groups, createTemplate],
                }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'scaffolder',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: scaffolderApiRef,
              deps: {},
              factory: () => formApi as ScaffolderApi,
            }),
        }),
      ],
    }),
  ],
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with id "root"');
ReactDOM.createRoot(root).render(app.createRoot());
