import type { ActionSchema } from './environmentFields';

/** JSON Schema of `PlanDescription`. */
export const planDescriptionSchema: ActionSchema = {
  type: 'object',
  title: 'Plan',
  description:
    'What a deployment would do. A deployment executes the change set itself and reads nothing of this.',
  required: ['resources', 'bytes'],
  properties: {
    kind: {
      type: 'string',
      title: 'Kind',
      description:
        'Whether the environment is new, changes, or stays as it is.',
      enum: ['create', 'change', 'unchanged'],
    },
    changes: {
      type: 'array',
      title: 'Changes',
      description: 'One entry for each resource.',
      items: {
        type: 'object',
        properties: {
          action: {
            type: 'string',
            enum: ['add', 'change', 'replace', 'remove'],
          },
          logicalId: { type: 'string' },
          type: { type: 'string' },
          properties: { type: 'array', items: { type: 'string' } },
          values: {
            type: 'array',
            description: 'What differs in these properties, as AWS shows it.',
            items: {
              type: 'object',
              properties: {
                path: { type: 'string' },
                before: { type: 'string' },
                after: { type: 'string' },
              },
            },
          },
          losesData: {
            type: 'boolean',
            description: 'Whether data is lost with the old resource.',
          },
          replacement: {
            type: 'string',
            enum: ['possible', 'certain'],
            description:
              'Of a replacement: whether it is sure, or shows only in the deployment.',
          },
        },
      },
    },
    counts: {
      type: 'object',
      title: 'Counts',
      description: 'Number of resources by what happens to them.',
      properties: {
        add: { type: 'integer' },
        change: { type: 'integer' },
        replace: { type: 'integer' },
        remove: { type: 'integer' },
        losesData: { type: 'integer' },
      },
    },
    recovery: {
      type: 'object',
      title: 'Recovery',
      description:
        'What of an earlier failure a deployment recovers first. Then `changes` may be empty.',
      properties: {
        how: { type: 'string', enum: ['clear', 'continue-rollback'] },
        stackStatus: { type: 'string' },
        blockedBy: { type: 'array', items: { type: 'string' } },
      },
    },
    warnings: {
      type: 'array',
      title: 'Warnings',
      description:
        'What may fail although nothing refuses it, such as a quota of the account.',
      items: { type: 'string' },
    },
    resources: {
      type: 'integer',
      title: 'Resources',
      description: 'Number of resources in the template.',
    },
    bytes: {
      type: 'integer',
      title: 'Bytes',
      description:
        'Size of the template; in the call itself CloudFormation takes 51,200.',
    },
  },
};
