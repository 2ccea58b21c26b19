import type { HumanDuration } from '@backstage/types';

/** Nothing here is for the browser: what the form needs to know it asks the backend. */
export interface Config {
  streamflix?: {
    /**
     * AWS regions environments may live in. The form proposes the blueprint's home where it is among them.
     * @visibility backend
     */
    regions: string[];

    /**
     * Accounts environments may live in; the first is the default. Without any, environments live in the account of
     * the credentials. Credentials themselves are configured under `aws:`.
     * @visibility backend
     */
    accounts?: Array<{
      /** AWS account id, twelve digits, in quotes. */
      id: string;
      /** What people call it. */
      name?: string;
    }>;

    aws?: {
      /**
       * Endpoint that stands in for AWS, such as http://127.0.0.1:4566. Without one the SDK decides (AWS_ENDPOINT_URL).
       * @visibility backend
       */
      endpoint?: string;
      /**
       * Name, with its path, of a managed policy that bounds every role an environment creates. It exists in each account, outside
       * the path /streamflix/. Without one, a role is bounded only by what the template gives it.
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
       * Images tasks may run: registry and repository without tag or digest; * stands for any characters, {account}, {region} and
       * {suffix} for those of the environment. By default public.ecr.aws/docker/library/nginx and the environment's own repository.
       * @visibility backend
       */
      allow?: string[];
    };

    staging?: {
      /**
       * S3 bucket for templates of more than 51,200 bytes, such as templates-{account}-{region}. It must belong to the
       * environment's account and lie in its region. Without one such templates are refused.
       * @visibility backend
       */
      bucket?: string;
    };

    synthesis?: {
      /**
       * How long making a template may take; 60 seconds by default.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
    };

    operation?: {
      /**
       * How long a deployment or a destruction is followed before it is called stuck; 90 minutes by default.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
      /**
       * How long an operation in flight is followed on although AWS gives no answer; 30 minutes by default.
       * @visibility backend
       */
      retryTimeout?: HumanDuration | string;
      /**
       * Shortest time between two requests for the state of an operation; half a second by default. All other waits for AWS are
       * multiples of it. Raise it where other tools use much of what AWS allows to an account and region.
       * @visibility backend
       */
      pollInterval?: HumanDuration | string;
    };

    /**
     * Time between two collections of status and two full listings for the catalog; one minute by default.
     * @visibility backend
     */
    refreshInterval?: HumanDuration | string;
  };
}
