import {
  areaOf,
  deletionNote,
  retainedResources,
  resolveSpec,
  type EnvironmentInput,
  type EnvironmentResource,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';

const readAt = new Date().toISOString();

export const resource = (
  logicalId: string,
  type: string,
  more: Partial<EnvironmentResource> = {},
): EnvironmentResource => ({
  logicalId,
  physicalId: `${logicalId.toLowerCase()}-demo`,
  type,
  area: areaOf(type),
  status: 'CREATE_COMPLETE',
  deletionNote: deletionNote({ Type: type }),
  retained: false,
  ...more,
});

/** A stack as the backend returns it; the real rules resolve the specification. */
export function stackOf(
  input: Partial<EnvironmentInput> = {},
  more: Partial<EnvironmentStack> = {},
): EnvironmentStack {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...input,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  const { suffix, region, blueprint, owner } = resolution.spec;
  return {
    ref: { account: '000000000000', region, suffix },
    blueprint,
    owner,
    stackStatus: 'CREATE_COMPLETE',
    protected: false,
    spec: { ok: true, value: resolution.spec, readAt },
    resources: [
      resource('Vpc', 'AWS::EC2::VPC'),
      resource('DatabaseCluster', 'AWS::RDS::DBCluster'),
      resource('DeadLetterQueue', 'AWS::SQS::Queue'),
    ],
    retainedResources: retainedResources(['streamflix/api-keys']),
    outputs: [
      { name: 'ApiUrl', value: 'https://api.example.com/prod' },
      { name: 'ClusterName', value: 'cluster-demo' },
    ],
    readAt,
    ...more,
  };
}
