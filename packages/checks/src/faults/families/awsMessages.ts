/* AWS's messages, verbatim, as services and CloudFormation's handlers format them; only ids and numbers are examples. */

/** The start of every IAM denial: caller, action and resource. */
const denies = (action: string, resource: string) =>
  `User: arn:aws:sts::000000000000:assumed-role/deploy/session is not authorized to perform: ${action} on resource: ${resource}`;

/** No policy of the role allows the action. */
export const notAllowed = (action: string, resource: string) =>
  `${denies(
    action,
    resource,
  )} because no identity-based policy allows the ${action} action`;

/** A service control policy denies the action. */
export const forbidden = (action: string, resource: string) =>
  `${denies(
    action,
    resource,
  )} with an explicit deny in a service control policy`;

/** The account's shard quota is reached. */
export const tooManyShards =
  'This request would exceed the shard limit for the account 000000000000 in eu-central-1. Current shard count for the account: 200. Limit: 200. Number of additional shards that would have resulted from this request: 2. Refer to the AWS Service Limits page (https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.';

/** The VPC contains a resource that is not in the stack. */
export const vpcHasGuest =
  "The vpc 'vpc-0a1b2c3d4e5f60718' has dependencies and cannot be deleted.";

/** A database cannot be created or resized due to insufficient capacity. */
export const noCapacity =
  "The DB cluster doesn't have enough capacity for the current operation. (Service: AmazonRDS; Status Code: 400; Error Code: InsufficientDBClusterCapacityFault; Request ID: 1; Proxy: null)";
