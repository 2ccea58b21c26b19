import {
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../../../world/values';
import { isSet, rule, type ServiceRules, textOf } from './Rule';

const register =
  'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html';
const create =
  'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html';
const differences =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html';

/** What a container of Fargate cannot have, and of `LinuxParameters`. */
const settings = ['DockerSecurityOptions', 'Links'];
const linuxParameters = [
  'Devices',
  'SharedMemorySize',
  'MaxSwap',
  'Swappiness',
];

const isPresent = (value: unknown) =>
  value !== undefined && (!Array.isArray(value) || value.length > 0);

function problemOfContainer(container: Fields): string | undefined {
  const linux = fieldsOf(container.LinuxParameters);
  const unsupported = [
    ...settings.filter(name => isPresent(container[name])),
    ...linuxParameters.filter(name => isPresent(linux[name])),
  ][0];
  if (unsupported !== undefined) {
    const name = unsupported[0].toLowerCase() + unsupported.slice(1);
    return `Invalid setting for container '${String(
      container.Name,
    )}': ${name} is not supported on Fargate.`;
  }
  const added = stringsOf(fieldsOf(linux.Capabilities).Add).find(
    each => each !== 'SYS_PTRACE',
  );
  if (added !== undefined) {
    return `Invalid setting for container '${String(
      container.Name,
    )}': the capability ${added} is not supported on Fargate.`;
  }
  return listOf(container.ResourceRequirements)
    .map(fieldsOf)
    .some(({ Type }) => Type === 'GPU')
    ? 'Tasks using the Fargate launch type do not support GPU resource requirements.'
    : undefined;
}

function problemOfVolume(volume: Fields): string | undefined {
  const { Name, Host, EFSVolumeConfiguration } = volume;
  if (EFSVolumeConfiguration === undefined) {
    return fieldsOf(Host).SourcePath === undefined
      ? undefined
      : `Invalid 'host' setting for volume '${String(
          Name,
        )}': host.sourcePath is not supported on Fargate.`;
  }
  return undefined;
}

/** What ECS does not do on Fargate. */
export const fargateRules: ServiceRules = {
  service: 'Ecs',
  rules: {
    'AWS::ECS::TaskDefinition': [
      rule(differences, candidate => {
        const { properties } = candidate;
        if (
          !stringsOf(properties.RequiresCompatibilities).includes('FARGATE')
        ) {
          return undefined;
        }
        if (isSet(candidate, 'IpcMode')) {
          return 'Tasks using the Fargate launch type do not support ipcMode.';
        }
        if (textOf(candidate, 'PidMode') === 'host') {
          return "Tasks using the Fargate launch type only support pidMode 'task'.";
        }
        if (listOf(properties.PlacementConstraints).length > 0) {
          return 'Tasks using the Fargate launch type do not support placementConstraints.';
        }
        return [
          ...listOf(properties.ContainerDefinitions)
            .map(fieldsOf)
            .map(problemOfContainer),
          ...listOf(properties.Volumes).map(fieldsOf).map(problemOfVolume),
        ].find(problem => problem !== undefined);
      }),
      rule(register, ({ properties }) => {
        for (const volume of listOf(properties.Volumes).map(fieldsOf)) {
          const {
            AuthorizationConfig,
            RootDirectory = '/',
            TransitEncryption,
          } = fieldsOf(volume.EFSVolumeConfiguration);
          const { IAM, AccessPointId } = fieldsOf(AuthorizationConfig);
          const isEncrypted = TransitEncryption === 'ENABLED';
          if (!isEncrypted && (IAM === 'ENABLED' || isPresent(AccessPointId))) {
            return `Invalid 'efsVolumeConfiguration' setting for volume '${String(
              volume.Name,
            )}': transit encryption must be enabled for IAM authorization and access points.`;
          }
          if (
            isPresent(AccessPointId) &&
            !['', '/'].includes(String(RootDirectory))
          ) {
            return `Invalid 'efsVolumeConfiguration' setting for volume '${String(
              volume.Name,
            )}': rootDirectory must be omitted or '/' with an access point.`;
          }
        }
        return undefined;
      }),
      rule(register, ({ properties }) => {
        const names = listOf(properties.Volumes).flatMap(
          each => stringOf(fieldsOf(each).Name) ?? [],
        );
        return new Set(names).size < names.length
          ? 'Volume names must be unique within a task definition.'
          : undefined;
      }),
    ],
    'AWS::ECS::Service': [
      rule(create, candidate => {
        if (textOf(candidate, 'LaunchType') !== 'FARGATE') return undefined;
        if (listOf(candidate.properties.PlacementStrategies).length > 0) {
          return 'Placement strategies are not supported with FARGATE launch type.';
        }
        return listOf(candidate.properties.PlacementConstraints).length > 0
          ? 'Placement constraints are not supported with FARGATE launch type.'
          : undefined;
      }),
    ],
  },
};
