import { type Fields, fieldsOf, listOf } from '../../../world/values';
import { form, isSet, rule, type ServiceRules, textOf } from './Rule';

const api = 'https://docs.aws.amazon.com/AmazonS3/latest/API/';

/** Storage classes that objects reach only after 30 days. */
const infrequent = /^(STANDARD_IA|ONEZONE_IA)$/;

const transitionsOf = (each: Fields): Fields[] =>
  [...listOf(each.Transitions), each.Transition].map(fieldsOf);

function problemOfLifecycleRule(each: Fields): string | undefined {
  const expiration = each.ExpirationInDays;
  for (const { StorageClass, TransitionInDays } of transitionsOf(each)) {
    if (TransitionInDays === undefined) continue;
    const days = Number(TransitionInDays);
    const name = String(StorageClass);
    if (infrequent.test(name) && days < 30) {
      return `'Days' in Transition action must be greater than or equal to 30 for storageClass '${name}'`;
    }
    if (expiration !== undefined && Number(expiration) <= days) {
      return "'Days' in the Expiration action must be greater than 'Days' in the Transition action";
    }
  }
  return undefined;
}

const lifecycle = rule(
  `${api}API_PutBucketLifecycleConfiguration.html`,
  ({ properties }) => {
    const all = listOf(fieldsOf(properties.LifecycleConfiguration).Rules).map(
      fieldsOf,
    );
    const ids = all.flatMap(({ Id }) => Id ?? []);
    return new Set(ids).size < ids.length
      ? 'Rule ID must be unique. Found same ID for more than one rule'
      : all.map(problemOfLifecycleRule).find(problem => problem !== undefined);
  },
);

const isVersioned = (properties: Readonly<Fields>) =>
  fieldsOf(properties.VersioningConfiguration).Status === 'Enabled';

const replication = rule(
  `${api}API_PutBucketReplication.html`,
  ({ properties }) =>
    properties.ReplicationConfiguration !== undefined &&
    !isVersioned(properties)
      ? 'Versioning must be ‘Enabled’ on the bucket to apply a replication configuration'
      : undefined,
);

/** A bucket that owns its objects, which is the default, has no access control list. */
const accessControl = rule(
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  candidate => {
    const list = textOf(candidate, 'AccessControl');
    const [ownership = {}] = listOf(
      fieldsOf(candidate.properties.OwnershipControls).Rules,
    ).map(fieldsOf);
    return list !== undefined &&
      !['Private', 'BucketOwnerFullControl'].includes(list) &&
      (ownership.ObjectOwnership ?? 'BucketOwnerEnforced') ===
        'BucketOwnerEnforced'
      ? "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
      : undefined;
  },
);

const objectLock = rule(
  `${api}API_PutObjectLockConfiguration.html`,
  candidate =>
    isSet(candidate, 'ObjectLockConfiguration') &&
    textOf(candidate, 'ObjectLockEnabled') !== 'true'
      ? 'Object Lock configuration cannot be enabled on existing buckets'
      : undefined,
);

/** S3. */
export const bucketRules: ServiceRules = {
  service: 'S3',
  rules: {
    'AWS::S3::Bucket': [
      form(
        'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
        'BucketName',
        /^(?!xn--|sthree-|\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|-s3alias$|--ol-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        () => 'The specified bucket is not valid.',
      ),
      lifecycle,
      replication,
      accessControl,
      objectLock,
    ],
  },
};
