import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import type { RunningStack } from '../cloudformation/RunningStack';

/** Resources that read secrets and run images. Changing them takes more permissions than changing a template. */
const users: readonly string[] = [
  'AWS::ECS::TaskDefinition',
  'AWS::IAM::Policy',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
];

/** The secrets and images of a specification whose component is switched on. */
const namesOf = ({ secrets, database, service, worker }: EnvironmentSpec) =>
  [
    ...secrets.apiKeys,
    database.kind !== 'none' && secrets.database,
    service.enabled && service.image,
    worker.enabled && worker.image,
  ].filter(name => typeof name === 'string');

/**
 * The specification of the running stack, if its resources use every secret and image that it names. A user who may update the stack
 * can write any name into its metadata, and what runs already is exempt from the limits of the installation.
 *
 * @returns undefined when it cannot be read or its resources do not use what it names
 * @throws AwsError
 */
export async function specInUse(
  running: Pick<RunningStack, 'spec' | 'template'>,
): Promise<EnvironmentSpec | undefined> {
  const spec = await running.spec();
  if (!spec.ok) return undefined;
  const { Resources } = JSON.parse(await running.template()) as {
    Resources: Record<string, { Type: string }>;
  };
  const used = JSON.stringify(
    Object.values(Resources).filter(({ Type }) => users.includes(Type)),
  );
  return namesOf(spec.value).every(name => used.includes(name))
    ? spec.value
    : undefined;
}
