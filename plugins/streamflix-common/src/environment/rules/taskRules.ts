import type { Rule } from './Rule';

/** Memory in MiB that Fargate allows for each CPU size: from, to, step. Source: AWS, "Fargate task CPU and memory". */
const fargateMemory: Record<number, [from: number, to: number, step: number]> =
  {
    512: [1024, 4096, 1024],
    1024: [2048, 8192, 1024],
    2048: [4096, 16_384, 1024],
    4096: [8192, 30_720, 1024],
    8192: [16_384, 61_440, 4096],
    16_384: [32_768, 122_880, 8192],
  };
const smallest: readonly number[] = [512, 1024, 2048];

/**
 * The amounts of memory, in MiB, that a task of a CPU size can have; none for a size that Fargate does not have.
 *
 * @public
 */
export function fargateMemoryOf(cpu: number): readonly number[] {
  if (cpu === 256) return smallest;
  const [from, to, step] = fargateMemory[cpu] ?? [1, 0, 1];
  return Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => from + index * step,
  );
}

/** As forms show it, with the number of a request, which is in MiB. */
const gib = (memory: number) =>
  `${Number((memory / 1024).toFixed(2))} GiB (${memory})`;

function rulesOf(part: 'service' | 'worker'): Rule[] {
  return [
    {
      reads: [`${part}.maxTasks`, `${part}.minTasks`],
      check: spec =>
        spec[part].minTasks > spec[part].maxTasks
          ? `Maximum ${part} tasks must be at least the minimum, ${spec[part].minTasks}; it is ${spec[part].maxTasks}.`
          : undefined,
    },
    {
      reads: [`${part}.memory`, `${part}.cpu`],
      check: spec => {
        const { cpu, memory } = spec[part];
        if (fargateMemoryOf(cpu).includes(memory)) return undefined;
        if (cpu === 256) {
          return `Memory of a ${part} task must be 0.5, 1 or 2 GiB (512, 1024 or 2048) with 0.25 vCPU; it is ${gib(
            memory,
          )}.`;
        }
        const [from, to, step] = fargateMemory[cpu];
        return `Memory of a ${part} task must be from ${gib(from)} to ${gib(
          to,
        )} in steps of ${gib(step)} with ${cpu / 1024} vCPU; it is ${gib(
          memory,
        )}.`;
      },
    },
    {
      reads: [`${part}.fargateWeight`, `${part}.spotWeight`],
      check: spec =>
        spec[part].fargateWeight + spec[part].spotWeight === 0
          ? `FARGATE weight of the ${part} and its FARGATE_SPOT weight must not both be 0.`
          : undefined,
    },
    {
      reads: [`${part}.fargateBase`, `${part}.fargateWeight`],
      check: spec =>
        spec[part].fargateBase > 0 && spec[part].fargateWeight === 0
          ? `On-demand base of the ${part} must be 0 when its FARGATE weight is 0.`
          : undefined,
    },
  ];
}

/** What ECS and Fargate accept of the tasks. */
export const taskRules: readonly Rule[] = [
  ...rulesOf('service'),
  ...rulesOf('worker'),
];
