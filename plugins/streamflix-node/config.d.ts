import type { HumanDuration } from '@backstage/types';

/**
 * Such as PT90S or 90s.
 * @pattern ^\s*(P.+|\d+(\.\d+)?\s*[A-Za-z]+)\s*$
 */
type DurationText = string;

/** Nothing here reaches the browser: the form asks the backend for what it needs. */
export interface Config {
  streamflix?: {
    /**
     * AWS regions that environments may use. The form proposes the blueprint's default region if it is one of them.
     * @visibility backend
     * @minItems 1
     * @items.pattern ^[a-z]{2}(-[a-z]+)+-\d$
     */
    regions: string[];

    /**
     * AWS accounts that environments may use; the first is the default. Without any, environments use the account of the
     * credentials. The credentials themselves are configured under `aws:`.
     * @visibility backend
     */
    accounts?: Array<{
      /**
       * AWS account id: twelve digits, in quotes.
       * @pattern ^\d{12}$
       */
      id: string;
      /** Name for users. */
      name?: string;
    }>;

    aws?: {
      /**
       * Endpoint to use instead of AWS, such as http://127.0.0.1:4566. Without one, the SDK uses AWS_ENDPOINT_URL if it is set.
       * @visibility backend
       */
      endpoint?: string;
      /**
       * Name, with its path, of a managed policy that bounds every role an environment creates. It exists in each account, outside
       * the path /streamflix/. Without one, a role is limited only by the permissions in the template.
       * @visibility backend
       */
      permissionsBoundary?: string;
      /**
       * Name, with its path, of a role that CloudFormation acts with. It exists in each account and trusts
       * cloudformation.amazonaws.com; the portal's own role then needs little more than CloudFormation and iam:PassRole on it.
       * @visibility backend
       */
      executionRole?: string;
    };

    secrets?: {
      /**
       * Secrets an environment may use, by name; * stands for any characters. streamflix/* by default.
       * @visibility backend
       */
      allow?: string[];
    };

    images?: {
      /**
       * Images that tasks may run: registry and repository, without tag or digest; * stands for any characters, {account}, {region} and
       * {suffix} for those of the environment. By default public.ecr.aws/docker/library/nginx and the environment's own repository.
       * @visibility backend
       */
      allow?: string[];
    };

    tags?: {
      /**
       * Other keys for the tags of every resource (Environment, Owner, CostCenter, Blueprint, Version, ManagedBy), where the tag
       * policy of an organization wants them, such as `CostCenter: cost-center`. The values stay the same.
       * @visibility backend
       */
      keys?: { [tag: string]: string };
    };

    staging?: {
      /**
       * S3 bucket for templates of more than 51,200 bytes, such as templates-{account}-{region}. It must belong to the
       * environment's account and be in its region. Without one, such templates are refused.
       * @visibility backend
       */
      bucket?: string;
    };

    synthesis?: {
      /**
       * Maximum duration of a synthesis; 60 seconds by default.
       * @visibility backend
       */
      timeout?: HumanDuration | DurationText;
    };

    operation?: {
      /**
       * How long a deployment or a destruction is followed before it is reported as stuck; 90 minutes by default.
       * @visibility backend
       */
      timeout?: HumanDuration | DurationText;
      /**
       * How long an operation in progress is still followed while AWS does not respond; 30 minutes by default.
       * @visibility backend
       */
      retryTimeout?: HumanDuration | DurationText;
      /**
       * Minimum time between two requests for the state of an operation; half a second by default. All other waits for AWS are
       * multiples of it. Increase it where other tools use much of the request rate that AWS allows per account and region.
       * @visibility backend
       */
      pollInterval?: HumanDuration | DurationText;
    };

    events?: {
      /**
       * SQS queues that receive the events of AWS about environments, by ARN or URL: one for each account and region, or a central one
       * that the others forward to. `streamflix events` makes the stack. Changes are then noticed within seconds, and idle
       * environments are read every thirty minutes only. Without any, all are read at each refreshInterval.
       * @visibility backend
       * @items.pattern ^(arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:|https://sqs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/\d{12}/)[A-Za-z0-9_-]{1,80}$
       */
      queues?: string[];
    };

    /**
     * Interval at which the status is collected and the catalog lists all environments; one minute by default.
     * @visibility backend
     */
    refreshInterval?: HumanDuration | DurationText;
  };
}
