import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

const example = (
  description: string,
  ...steps: JsonObject[]
): TemplateExample => ({ description, example: stringify({ steps }) });

export const planExamples = [
  example('Plan an environment as its blueprint has it', {
    id: 'plan',
    name: 'Plan',
    action: 'streamflix:environment:plan',
    input: {
      suffix: 'spring-show',
      region: 'eu-west-2',
      blueprint: 'media-processing',
      owner: 'group:default/video',
    },
  }),
  example('Plan with other limits than the blueprint has', {
    id: 'plan',
    name: 'Plan',
    action: 'streamflix:environment:plan',
    input: {
      suffix: 'summer-show',
      region: 'eu-central-1',
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      worker: { minTasks: 2, maxTasks: 20 },
      stream: { shards: 8 },
      tags: { Season: 'summer' },
    },
  }),
  example('Plan a change that gives up the data of the dead-letter queue', {
    id: 'plan',
    name: 'Plan',
    action: 'streamflix:environment:plan',
    input: {
      suffix: 'summer-show',
      region: 'eu-central-1',
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      deadLetters: { enabled: false },
      allowDataLoss: ['DeadLetterQueue'],
    },
  }),
];

const autumnShow = {
  suffix: 'autumn-show',
  region: 'eu-west-2',
  blueprint: 'content-delivery',
  owner: 'group:default/video',
};

export const deployExamples = [
  example(
    'Plan, then deploy exactly what was planned',
    {
      id: 'plan',
      name: 'Plan',
      action: 'streamflix:environment:plan',
      input: autumnShow,
    },
    {
      id: 'deploy',
      name: 'Deploy',
      action: 'streamflix:environment:deploy',
      input: {
        ...autumnShow,
        changeSetArn: '${{ steps.plan.output.changeSetArn }}',
      },
    },
  ),
  example('Deploy in one step, with secrets that exist already, by name', {
    id: 'deploy',
    name: 'Deploy',
    action: 'streamflix:environment:deploy',
    input: {
      suffix: 'winter-show',
      region: 'ap-northeast-1',
      blueprint: 'broadcast',
      owner: 'group:default/video',
      secrets: {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    },
  }),
  example('Change what runs; what is left out stays as it is', {
    id: 'deploy',
    name: 'Deploy',
    action: 'streamflix:environment:deploy',
    input: {
      entityRef: 'resource:default/streamflix-winter-show-ap-northeast-1',
      service: { maxTasks: 4 },
    },
  }),
];

export const destroyExamples = [
  example('Destroy by suffix and region', {
    id: 'destroy',
    name: 'Destroy',
    action: 'streamflix:environment:destroy',
    input: { suffix: 'autumn-show', region: 'eu-west-2' },
  }),
  example('Destroy the environment of a catalog entity, once confirmed', {
    id: 'destroy',
    name: 'Destroy',
    action: 'streamflix:environment:destroy',
    input: {
      entityRef: 'resource:default/streamflix-winter-show-ap-northeast-1',
      confirmation: 'winter-show',
    },
  }),
];
