import {
  fullDiff,
  ResourceImpact,
  type ResourceDifference,
} from '@aws-cdk/cloudformation-diff';
import { checkChange } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { physicalName } from './physicalNames';
import type { Property } from './Property';
import type { Variation } from './Environment';

const diffs = new WeakMap<Variation, [string, ResourceDifference][]>();

/** What CloudFormation would do to each resource, according to AWS's schema. */
function impactsOf(variation: Variation): [string, ResourceDifference][] {
  const known = diffs.get(variation);
  if (known) return known;
  const { resources } = fullDiff(
    structuredClone(variation.before.body),
    structuredClone(variation.after.body),
  );
  const found = Object.entries(resources.changes);
  diffs.set(variation, found);
  return found;
}

/**
 * Properties that may replace the resource according to the schema, but have "Update requires: Some interruptions" in the
 * CloudFormation user guide.
 */
const updatedInPlace: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': [
    'BackupRetentionPeriod',
    'DBParameterGroupName',
    'MultiAZ',
    'PreferredMaintenanceWindow',
  ],
};

const replaces = ({
  changeImpact,
  propertyUpdates,
  resourceType = '',
}: ResourceDifference) =>
  changeImpact === ResourceImpact.WILL_REPLACE ||
  (changeImpact === ResourceImpact.MAY_REPLACE &&
    Object.entries(propertyUpdates).some(
      ([name, update]) =>
        update.changeImpact === ResourceImpact.MAY_REPLACE &&
        !updatedInPlace[resourceType]?.includes(name),
    ));

/** Types whose loss would lose user data, or everything they encrypt. */
const precious = new Set([
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
]);

/** Whether the change would be refused because its values are fixed while the environment exists. */
const isRefused = ({ before, after }: Variation) =>
  checkChange(before.spec, after.spec).length > 0;

const reported = (
  { differing }: Variation,
  id: string,
  difference: ResourceDifference,
) =>
  `${differing.map(({ path }) => path).join(', ')}: ${
    difference.changeImpact
  } ${id} for ${Object.entries(difference.propertyUpdates)
    .filter(([, { changeImpact }]) => /REPLACE/.test(String(changeImpact)))
    .map(([name]) => name)
    .join()}`;

/** Resources a field may add or remove; fields not listed here add none. */
const partsOf: readonly [path: string, ids: RegExp][] = [
  [
    'network.zones',
    /^(Public|Private)(Subnet|Routes|DefaultRoute)\d|^Nat(Address|Gateway)\d|^MountTarget\d/,
  ],
  ['network.nat', /^Nat(Address|Gateway)\d/],
  ['service.enabled', /^Service|^LoadBalanc|^VpcLink/],
  ['worker.enabled', /^Worker|^Transcoder/],
  ['api.kind', /^(Rest|Http|Api)/],
  ['api.path', /^(RestPath\d+|RestRootMethod|HttpRootRoute)$/],
  ['database.kind', /^Database|^SecretAccess$/],
  ['database.instances', /^DatabaseReader\d+$/],
  ['cache.kind', /^Cache|^ServerlessCache/],
  ['storage.enabled', /^FileSystem|^MountTarget|^MediaAccessPoint|^Storage/],
  ['stream.mode', /^Stream/],
  ['deadLetters.enabled', /^DeadLetter/],
  ['registry.enabled', /^Repository/],
  ['encryption.key', /^Key/],
  ['observability.alarms', /Alarm/],
  ['observability.alarmEmail', /^AlarmEmail$/],
  ['observability.containerInsights', /^ClusterInsightsLogs$/],
  ['secrets.apiKeys', /^SecretAccess$/],
  // A deployment is an immutable copy of the API: its id contains everything it copies.
  ['', /^RestDeployment[0-9a-f]{8}$/],
];

const mayComeOrGo = ({ differing }: Variation, id: string) =>
  partsOf.some(
    ([path, ids]) =>
      ids.test(id) &&
      differing.some(field => path === '' || field.path === path),
  );

/** Effects of an update on a running environment. */
export const changes: readonly Property[] = [
  {
    title: 'replaces nothing when only scaling limits change',
    violations: ({ scaled }) =>
      scaled
        ? impactsOf(scaled)
            .filter(
              ([id, difference]) =>
                replaces(difference) ||
                (difference.isRemoval && !/^DatabaseReader\d+$/.test(id)),
            )
            .map(([id, difference]) => reported(scaled, id, difference))
        : [],
  },
  {
    title:
      'never replaces the database, the file system, the key or the stream for a value that may change',
    violations: ({ change }) =>
      change && !isRefused(change)
        ? impactsOf(change)
            .filter(
              ([, difference]) =>
                replaces(difference) &&
                precious.has(difference.resourceType ?? ''),
            )
            .map(([id, difference]) => reported(change, id, difference))
        : [],
  },
  {
    title:
      'never replaces a resource under the name it keeps, which CloudFormation could not do, for a value that may change',
    violations: ({ change }) =>
      change && !isRefused(change)
        ? impactsOf(change)
            .filter(([id, difference]) => {
              const old = physicalName(change.before, id);
              return (
                replaces(difference) &&
                old !== undefined &&
                !old.rule.shared &&
                old.name === physicalName(change.after, id)?.name
              );
            })
            .map(([id, difference]) => reported(change, id, difference))
        : [],
  },
  {
    title:
      'keeps the id of every resource a changed value does not concern, and its type',
    violations: ({ change }) =>
      change
        ? impactsOf(change)
            .filter(
              ([id, difference]) =>
                ((difference.isAddition || difference.isRemoval) &&
                  !mayComeOrGo(change, id)) ||
                (difference.isUpdate &&
                  difference.newResourceType !== difference.oldResourceType),
            )
            .map(([id, difference]) => reported(change, id, difference))
        : [],
  },
];
