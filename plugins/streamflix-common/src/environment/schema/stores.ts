import { z } from 'zod/v4';
import { fixed, flag, oneOf, whole } from './fields';

export const storage = z.strictObject({
  enabled: flag(
    'Media storage',
    'EFS file system, mounted at /media in every task.',
  ),
  infrequentAccessDays: z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365]).meta({
    title: 'Days to infrequent access',
    description:
      'Days without access after which a file moves to the infrequent access class.',
  }),
});

export const stream = z.strictObject({
  mode: oneOf(
    'Ingest stream',
    ['none', 'provisioned', 'on-demand'],
    'Kinesis data stream with a number of shards, on demand, or none.',
  ),
  shards: whole('Shards', 1, 500, 'Shards of a provisioned stream.'),
  retentionHours: whole(
    'Stream retention',
    24,
    8760,
    'Hours a record stays in the stream.',
  ),
  shardMetrics: flag(
    'Shard-level metrics',
    'All seven shard-level metrics of the stream.',
  ),
});

export const deadLetters = z.strictObject({
  enabled: flag(
    'Dead-letter queue',
    'SQS queue for records the worker could not process.',
  ),
  retentionDays: whole(
    'Dead-letter retention',
    1,
    14,
    'Days a dead letter is kept.',
  ),
});

export const registry = z.strictObject({
  enabled: flag('Image registry', 'ECR repository, scanned on push.'),
});

export const encryption = z.strictObject({
  key: z
    .enum(['aws-managed', 'customer-managed'])
    .meta(
      fixed(
        'Encryption key',
        'Keys AWS manages, or one rotated key of this environment for every store.',
        'every store would have to be replaced, and what it holds with it',
      ),
    ),
});
