import { z } from 'zod/v4';
import { imageReferencePattern, isDigestOnly } from '../imageReference';
import { flag, oneOf, whole } from './fields';

const tasks = (word: 'service' | 'worker') => ({
  enabled: flag(
    word === 'service' ? 'API service' : 'Stream worker',
    word === 'service'
      ? 'Run the content service on Fargate.'
      : 'Run a worker on Fargate that reads the ingest stream.',
  ),
  image: z
    .string()
    .refine(text => !isDigestOnly(text), {
      error: 'must name a repository, not only a digest',
      abort: true,
    })
    .regex(
      imageReferencePattern,
      'must be an image reference such as public.ecr.aws/nginx/nginx:stable, with registry and repository in lower case',
    )
    .meta({
      title: `Image of the ${word}`,
      description: 'Container image. It must be there before the deployment.',
    }),
  architecture: oneOf(
    `Processor of the ${word}`,
    ['x86_64', 'arm64'],
    'Processor of the tasks. arm64 (Graviton) costs less; the image must have been built for it.',
  ),
  cpu: z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]).meta({
    title: `CPU of a ${word} task`,
    description: 'CPU units; 1024 is one vCPU.',
  }),
  memory: whole(
    `Memory of a ${word} task`,
    512,
    122_880,
    'MiB; Fargate allows certain amounts for each CPU size.',
  ),
  minTasks: whole(
    `Minimum ${word} tasks`,
    1,
    100,
    'The scaler never goes below this number of tasks.',
  ),
  maxTasks: whole(
    `Maximum ${word} tasks`,
    1,
    100,
    'The scaler never goes above this number of tasks.',
  ),
  cpuTarget: whole(
    `CPU target of the ${word}`,
    10,
    90,
    'Percent of CPU the scaler holds the tasks at.',
  ),
  scaleInCooldown: whole(
    `Scale-in cooldown of the ${word}`,
    0,
    3600,
    'Seconds to wait after removing tasks.',
  ),
  scaleOutCooldown: whole(
    `Scale-out cooldown of the ${word}`,
    0,
    3600,
    'Seconds to wait after adding tasks.',
  ),
  fargateBase: whole(
    `On-demand base of the ${word}`,
    0,
    100,
    'Tasks that always run on FARGATE.',
  ),
  fargateWeight: whole(
    `FARGATE weight of the ${word}`,
    0,
    100,
    'Share of the further tasks that run on demand.',
  ),
  spotWeight: whole(
    `FARGATE_SPOT weight of the ${word}`,
    0,
    100,
    'Share of the further tasks that run on spot capacity. 0 uses none.',
  ),
});

export const service = z.strictObject({
  ...tasks('service'),
  port: whole(
    'Port of the service',
    1,
    65_535,
    'Port the container listens on.',
  ),
  healthCheckPath: z
    .string()
    .regex(/^\/[\w./~-]{0,1023}$/, 'must be a path that begins with /')
    .meta({
      title: 'Health check path',
      description: 'Path the load balancer asks; it must answer 200.',
    }),
});

export const worker = z.strictObject({
  ...tasks('worker'),
  iteratorAgeTarget: whole(
    'Iterator age target',
    1,
    3600,
    'Seconds the oldest unread record may wait before the worker scales out.',
  ),
});
