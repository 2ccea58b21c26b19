import type { Service } from '../protocols/Service';
import type { World } from '../world/World';
import { clusterOperations } from './ecs/clusterOperations';
import { EcsEvents } from './ecs/EcsEvents';
import { serviceOperations } from './ecs/serviceOperations';
import type { ServiceScheduler } from './ecs/ServiceScheduler';
import { taskDefinitionOperations } from './ecs/taskDefinitions';
import { taskOperations } from './ecs/taskOperations';

/**
 * Elastic Container Service, on Fargate. Member names start in lower case, as in its API.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html
 */
export function createEcs(world: World, scheduler: ServiceScheduler): Service {
  const events = new EcsEvents(world, scheduler);
  return {
    name: 'ecs',
    operations: {
      ...clusterOperations(world, scheduler),
      ...serviceOperations(world, scheduler),
      ...taskOperations(world, scheduler),
      ...taskDefinitionOperations(world),
    },
    close: () => events.close(),
  };
}
