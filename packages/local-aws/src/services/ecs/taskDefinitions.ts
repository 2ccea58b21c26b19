import { AwsError, type Operation } from '../../protocols/Service';
import { fieldsOf, stringOf, stringsOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { tagsOf } from '../tagsOf';
import { nameOf } from './clusters';
import { lowerCamel } from '../lowerCamel';

const TYPE = 'AWS::ECS::TaskDefinition';

/** @param reference ARN, `family:revision`, or `family` for its newest revision */
export function findTaskDefinition(
  world: World,
  region: string,
  reference: string,
): Resource | undefined {
  return world
    .list(region, TYPE)
    .filter(({ physicalId }) => {
      const name = nameOf(physicalId);
      return (
        physicalId === reference ||
        name === reference ||
        name.startsWith(`${reference}:`)
      );
    })
    .pop();
}

export function taskDefinitionOperations(
  world: World,
): Record<string, Operation> {
  return {
    DescribeTaskDefinition(input, { region }) {
      const definition = findTaskDefinition(
        world,
        region,
        stringOf(input.taskDefinition) ?? '',
      );
      if (!definition) {
        throw new AwsError(
          'ClientException',
          'Unable to describe task definition.',
        );
      }
      const [family, revision] = nameOf(definition.physicalId).split(':');
      const { Tags: _tags, ...properties } = definition.properties;
      return {
        taskDefinition: {
          ...fieldsOf(lowerCamel(properties)),
          taskDefinitionArn: definition.physicalId,
          family,
          revision: Number(revision),
          status: definition.phase === 'deleting' ? 'INACTIVE' : 'ACTIVE',
          registeredAt: definition.createdAt,
        },
        tags: stringsOf(input.include).includes('TAGS')
          ? lowerCamel(tagsOf(definition))
          : [],
      };
    },
  };
}
