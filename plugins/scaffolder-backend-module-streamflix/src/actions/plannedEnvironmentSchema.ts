import { consentFields } from './consentFields';
import type { ActionSchema } from './environmentFields';

/** JSON Schema of `PlannedEnvironment`. */
export const plannedEnvironmentSchema: ActionSchema = {
  type: 'object',
  title: 'Plan',
  description:
    'What the environment is, and the change set that would make it so.',
  required: ['input', 'resources', 'bytes'],
  properties: {
    input: {
      type: 'object',
      title: 'Input',
      description: 'The environment that was planned.',
    },
    ref: {
      type: 'object',
      title: 'Place',
      description: 'Account, region and suffix. Absent after a dry run.',
      required: ['account', 'region', 'suffix'],
      properties: {
        account: { type: 'string' },
        region: { type: 'string' },
        suffix: { type: 'string' },
      },
    },
    kind: {
      type: 'string',
      title: 'Kind',
      description:
        'Whether the environment is new, changes, or stays as it is.',
      enum: ['create', 'change', 'unchanged'],
    },
    stackArn: { type: 'string', title: 'Stack ARN' },
    changeSetArn: {
      type: 'string',
      title: 'Change set ARN',
      description: 'Absent when nothing changes.',
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
        'What a failure left in the way, and what deploying does about it first. Then `changes` may be empty.',
      properties: {
        how: { type: 'string', enum: ['clear', 'continue-rollback'] },
        stackStatus: { type: 'string' },
        heldBy: { type: 'array', items: { type: 'string' } },
      },
    },
    ...consentFields,
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
