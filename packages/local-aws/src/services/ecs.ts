import { AwsError, type Service } from '../Service';
import { stringOf } from '../values';
import type { World } from '../World';
import { clusterOperations } from './ecs/clusterOperations';
import { clusterArn } from './ecs/clusters';
import { lowerCamel } from './ecs/lowerCamel';
import { serviceOperations } from './ecs/serviceOperations';
import type { ServiceScheduler } from './ecs/ServiceScheduler';
import { taskDefinitionOperations } from './ecs/taskDefinitions';
import { taskOperations } from './ecs/taskOperations';
import { tagsOf } from './tagsOf';

/**
 * Elastic Container Service, on Fargate. Member names start in lower case, as in its API.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html
 */
export function createEcs(world: World, scheduler: ServiceScheduler): Service {
  return {
    name: 'ecs',
    operations: {
      ...clusterOperations(world, scheduler),
      ...serviceOperations(world, scheduler),
      ...taskOperations(world, scheduler),
      ...taskDefinitionOperations(world),

      ListTagsForResource(input, { region }) {
        const arn = stringOf(input.resourceArn);
        const resource =
          world
            .list(region, 'AWS::ECS::Cluster')
            .find(cluster => clusterArn(world, cluster) === arn) ??
          ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition']
            .map(type => world.find(region, type, arn ?? ''))
            .find(each => each !== undefined);
        if (!resource) {
          throw new AwsError(
            'InvalidParameterException',
            'The specified resource is not found.',
          );
        }
        return { tags: lowerCamel(tagsOf(resource)) };
      },
    },
  };
}
