import { AwsError, type Service } from '../protocols/Service';
import { type Fields, stringOf } from '../world/values';
import type { Resource, World } from '../world/World';
import { requireString } from './requireString';

const TYPE = 'AWS::SSM::Parameter';

/**
 * Parameter Store, with the parameters of stacks. An account that is not bootstrapped for the CDK has no others.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html
 */
export function createSsm(world: World): Service {
  const find = (region: string, name: string) =>
    findParameter(world, region, name);

  return {
    name: 'ssm',
    operations: {
      GetParameter(input, { region }) {
        const name = requireString(input, 'Name');
        const parameter = find(region, name);
        if (!parameter) {
          throw new AwsError(
            'ParameterNotFound',
            `Parameter ${name} not found.`,
          );
        }
        return { Parameter: describe(parameter, world) };
      },
    },
  };
}

/** Value of a parameter; undefined when it does not exist. For the name see `findParameter`. */
export function parameterValue(
  world: World,
  region: string,
  name: string,
): string | undefined {
  return stringOf(findParameter(world, region, name)?.properties.Value);
}

/** @param name name or ARN, optionally with `:version` or `:label`; only the first version exists */
function findParameter(
  world: World,
  region: string,
  name: string,
): Resource | undefined {
  const plain = name
    .replace(/^arn:[^/]*:parameter(?=\/)/, '')
    .replace(/:1$/, '');
  return world
    .list(region, TYPE)
    .find(
      ({ physicalId, phase }) =>
        physicalId === plain && phase !== 'creating' && phase !== 'failed',
    );
}

function describe(parameter: Resource, world: World): Fields {
  const { physicalId, properties, region } = parameter;
  return {
    Name: physicalId,
    Type: stringOf(properties.Type) ?? 'String',
    Value: stringOf(properties.Value),
    Version: 1,
    LastModifiedDate: parameter.updatedAt,
    ARN: `arn:aws:ssm:${region}:${world.accountId}:parameter${
      physicalId.startsWith('/') ? '' : '/'
    }${physicalId}`,
    DataType: stringOf(properties.DataType) ?? 'text',
  };
}
