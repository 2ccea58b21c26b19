import type { BlueprintDesign } from '../BlueprintDesign';
import { hours, range, type Quantity } from './Quantity';

/** Number of tasks that run on Fargate Spot, by the weights. */
function spotTasks(
  {
    fargateBase,
    fargateWeight,
    spotWeight,
  }: BlueprintDesign['spec']['worker'] | BlueprintDesign['spec']['service'],
  tasks: number,
): number {
  const weights = fargateWeight + spotWeight;
  return weights === 0
    ? 0
    : (Math.max(0, tasks - fargateBase) * spotWeight) / weights;
}

/** Tasks, from the minimum to the maximum. */
export function computeQuantities({ spec }: BlueprintDesign): Quantity[] {
  return (['service', 'worker'] as const)
    .filter(kind => spec[kind].enabled)
    .flatMap(kind => {
      const { cpu, memory, minTasks, maxTasks } = spec[kind];
      const vcpu = cpu / 1024;
      const gib = memory / 1024;
      const most = spotTasks(spec[kind], maxTasks);
      const least = spotTasks(spec[kind], minTasks);
      const spot = most
        ? `; of the tasks, ${range(least, most)} on FARGATE_SPOT by weight`
        : '';
      return [
        {
          what: `Fargate vCPU-hours of the ${kind}`,
          quantity: range(minTasks * vcpu * hours, maxTasks * vcpu * hours),
          from: `${minTasks}–${maxTasks} tasks × ${vcpu} vCPU × ${hours} h${spot}`,
        },
        {
          what: `Fargate GB-hours of the ${kind}`,
          quantity: range(minTasks * gib * hours, maxTasks * gib * hours),
          from: `${minTasks}–${maxTasks} tasks × ${gib} GB × ${hours} h${spot}`,
        },
      ];
    });
}
