import { valueAt } from '@streamflix/backstage-plugin-streamflix-common/spec';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, section } from './markdown';
import { resourcesOf, type Template } from './Template';

/** What happens to the content of each type of resource that holds some. */
const endings: [type: string, ending: (properties: object) => string][] = [
  [
    'RDS::DBCluster',
    () =>
      'Aurora cluster: deleted with its data and its automated backups; no final snapshot is taken. The secret RDS made goes with it.',
  ],
  [
    'RDS::DBInstance',
    () =>
      'RDS instance: deleted with its data and its automated backups; no final snapshot is taken. A secret RDS made goes with it.',
  ],
  [
    'ElastiCache::ReplicationGroup',
    () =>
      'Cache: deleted with its content and its automatic snapshots; no final snapshot is taken.',
  ],
  [
    'ElastiCache::ServerlessCache',
    () =>
      'Serverless cache: deleted with its content and its automatic snapshots; no final snapshot is taken.',
  ],
  ['EFS::FileSystem', () => 'EFS file system: deleted with every file in it.'],
  ['Kinesis::Stream', () => 'Kinesis stream: deleted with the records in it.'],
  ['SQS::Queue', () => 'Dead-letter queue: deleted with the messages in it.'],
  [
    'ECR::Repository',
    properties =>
      valueAt(properties, 'EmptyOnDelete')
        ? 'ECR repository: deleted along with its images.'
        : 'ECR repository: deletion fails while it holds images.',
  ],
  [
    'KMS::Key',
    properties =>
      `KMS key: disabled at once and deleted after ${valueAt(
        properties,
        'PendingWindowInDays',
      )} days, in which the deletion can be cancelled. Its alias is free at once. Snapshots people took with it cannot be read once it is gone.`,
  ],
];

/** Resources CloudFormation would leave behind. */
const retained = ({ Resources }: Template) =>
  Object.entries(Resources).filter(([, { DeletionPolicy }]) =>
    ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(
      DeletionPolicy ?? '',
    ),
  );

const gone = ({ template }: BlueprintDesign): string[] => {
  const groups = resourcesOf(template, 'Logs::LogGroup').length;
  return [
    ...endings.flatMap(([type, ending]) =>
      resourcesOf(template, type)
        // The instances of a cluster hold nothing of their own.
        .filter(
          ({ properties }) =>
            !(
              'DBClusterIdentifier' in properties && type === 'RDS::DBInstance'
            ),
        )
        .map(({ properties }) => ending(properties)),
    ),
    `${groups} log groups: deleted with their logs. AWS would make some of them by itself and leave them behind; here they are part of the stack.`,
  ];
};

const kept = ({ spec, template }: BlueprintDesign): string[] => {
  const named = [spec.secrets.database, ...spec.secrets.apiKeys].filter(
    name => name !== undefined,
  );
  return [
    ...retained(template).map(
      ([id, { Type }]) =>
        `${code(id)} (${code(Type)}), by its deletion policy.`,
    ),
    ...(named.length > 0
      ? ['Existing secrets that were named: they were only ever read.']
      : []),
    'Snapshots and backups people took themselves, and what they added by hand.',
    'Metrics in CloudWatch, which fade away within 15 months.',
  ];
};

const list = (items: readonly string[]) =>
  items.map(item => `- ${item}`).join('\n');

/** What is deleted with the environment, and what is left. */
export function teardownSection(design: BlueprintDesign): string {
  const { spec, template } = design;
  const none = retained(template).length === 0;
  return section(
    'Teardown',
    `_Destroy StreamFlix environment_ deletes the stack ${code(
      `streamflix-${spec.suffix}`,
    )} with all ${Object.keys(template.Resources).length} resources.${
      none
        ? ' No resource is retained, and none is turned into a snapshot.'
        : ''
    } ${
      spec.deletionProtection
        ? 'Deletion protection is on: it must be switched off first.'
        : 'Deletion protection is off; switched on in the form, stack and database refuse to be deleted until it is off again.'
    }`,
    list(gone(design)),
    'What stays:',
    list(kept(design)),
  );
}
