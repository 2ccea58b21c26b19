import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** The least a template needs to show the fields: each then offers everything it knows. */
export const createTemplate: TemplateEntityV1beta3 = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    namespace: 'default',
    name: 'create-streamflix-environment',
    title: 'Create StreamFlix environment',
  },
  spec: {
    type: 'environment',
    steps: [],
    parameters: [
      {
        title: 'Basics',
        required: ['suffix', 'blueprint', 'region', 'owner'],
        properties: {
          suffix: {
            title: 'Suffix',
            type: 'string',
            'ui:field': 'StreamflixSuffix',
          },
          blueprint: {
            title: 'Blueprint',
            type: 'string',
            'ui:field': 'StreamflixBlueprint',
          },
          region: {
            title: 'Region',
            type: 'string',
            'ui:field': 'StreamflixRegion',
          },
          owner: {
            title: 'Owner',
            type: 'string',
            'ui:field': 'StreamflixOwner',
          },
        },
      },
      {
        title: 'Size',
        properties: {
          size: {
            title: 'Size',
            type: 'object',
            'ui:field': 'StreamflixSize',
          },
          advanced: {
            title: 'Advanced settings',
            type: 'object',
            'ui:field': 'StreamflixAdvanced',
          },
        },
      },
      {
        title: 'Secrets',
        properties: {
          secrets: {
            title: 'Secrets',
            type: 'object',
            'ui:field': 'StreamflixSecrets',
          },
        },
      },
    ],
  },
};
