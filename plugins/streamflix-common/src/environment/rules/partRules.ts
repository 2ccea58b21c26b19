import { ignored, type Rule } from './Rule';

/** Which components an environment can combine. */
export const partRules: readonly Rule[] = [
  {
    reads: ['service.enabled', 'worker.enabled'],
    check: spec =>
      !spec.service.enabled && !spec.worker.enabled
        ? 'API service or Stream worker must be on: an environment runs at least one of them.'
        : undefined,
  },
  {
    reads: ['api.kind', 'service.enabled'],
    check: spec => {
      if (spec.api.kind !== 'none' && !spec.service.enabled) {
        return 'API must be none when the API service is off: it would have nothing to call.';
      }
      return spec.api.kind === 'none' && spec.service.enabled
        ? 'API must be rest or http when the API service is on: the service is reached only through it.'
        : undefined;
    },
  },
  ignored('api.tracing', 'X-Ray tracing', 'api.kind', spec =>
    spec.api.tracing && spec.api.kind !== 'rest'
      ? 'only REST APIs trace, and the API is not REST'
      : undefined,
  ),
  {
    reads: ['worker.enabled', 'stream.mode'],
    check: spec =>
      spec.worker.enabled && spec.stream.mode === 'none'
        ? 'Stream worker must be off when there is no ingest stream: it would have nothing to read.'
        : undefined,
  },
  ignored('stream.shards', 'Shards', 'stream.mode', spec =>
    spec.stream.mode === 'provisioned'
      ? undefined
      : 'it belongs to a provisioned stream, and the stream is not one',
  ),
  {
    reads: ['deadLetters.enabled', 'worker.enabled'],
    check: spec =>
      spec.deadLetters.enabled && !spec.worker.enabled
        ? 'Dead-letter queue must be off when the stream worker is off: nothing would send to it.'
        : undefined,
  },
  {
    reads: ['observability.alarmEmail', 'observability.alarms'],
    check: spec =>
      spec.observability.alarmEmail && !spec.observability.alarms
        ? 'Alarm e-mail must be left out when alarms are off.'
        : undefined,
  },
];
