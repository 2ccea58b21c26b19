import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { Fault } from '@streamflix/local-aws';
import type { Family, Scenario } from '../Scenario';
import { running } from './steps';

/** With an API, a load balancer, a cache and a file system, too. */
const everything: Partial<EnvironmentInput> = {
  service: { enabled: true },
  api: { kind: 'http' },
  cache: { kind: 'replication-group' },
  storage: { enabled: true },
};

type Condition = Omit<
  Extract<Fault, { kind: 'fail-resource' }>,
  'kind' | 'operation'
>;

/** A creation fails for the state of the account or of AWS. */
const refusesCreation = (
  name: string,
  condition: Condition,
  message: RegExp,
): Scenario => ({
  name,
  operation: 'create',
  attempts: [
    {
      do: 'create',
      input: everything,
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          when: 'before',
          ...condition,
        },
      ],
      expects: 'rolled-back',
      stack: 'ROLLBACK_COMPLETE',
      messages: [message],
    },
  ],
});

/** A change fails for the state of the resource. */
const refusesChange = (
  name: string,
  input: Partial<EnvironmentInput>,
  condition: Condition,
  message: RegExp,
): Scenario => ({
  name,
  operation: 'change',
  attempts: [
    { ...running, input: everything },
    {
      do: 'change',
      input: { ...everything, ...input },
      faults: [
        {
          kind: 'fail-resource',
          operation: 'update',
          during: 'deploy',
          ...condition,
        },
      ],
      expects: 'rolled-back',
      stack: 'UPDATE_ROLLBACK_COMPLETE',
      messages: [message],
    },
  ],
});

/** Tasks cannot be started for what they need. */
const stopsTasks = (
  name: string,
  reason: string,
  message: RegExp,
): Scenario => ({
  name,
  operation: 'create',
  // Slow enough that tasks are inspected before ECS gives up.
  speed: 50,
  attempts: [
    {
      do: 'create',
      faults: [{ kind: 'stop-tasks', resource: 'Worker', reason }],
      expects: 'rolled-back',
      stack: 'ROLLBACK_COMPLETE',
      notices: [/^Tasks of Worker stop: ResourceInitializationError/],
      messages: [message],
    },
  ],
});

/** What is wrong with neither the request nor the platform, but the account, its zones, or the moment. */
export const conditions: Family = {
  name: 'conditions',
  scenarios: [
    refusesCreation(
      'the account is on the free plan',
      {
        resource: 'DatabaseCluster',
        reason:
          'The specified backup retention period exceeds the maximum available to free tier customers. To remove all limitations, upgrade your account plan. (Service: Rds, Status Code: 400, Request ID: 1)',
        code: 'GeneralServiceException',
      },
      /DatabaseCluster \(AWS::RDS::DBCluster\): The AWS account is on the free plan, which does not include this\. Upgrade the account/,
    ),
    refusesCreation(
      'the account is being verified',
      {
        resource: 'NatGateway1',
        reason:
          'Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete. (Service: Ec2, Status Code: 400, Request ID: 1)',
        code: 'GeneralServiceException',
      },
      /NatGateway1 \(AWS::EC2::NatGateway\): AWS is still verifying this account .* Wait for AWS’s mail/,
    ),
    refusesCreation(
      'the account is blocked',
      {
        resource: 'Stream',
        reason:
          'This account is currently blocked and not recognized as a valid account. Please contact aws-verification@amazon.com if you have questions.',
        code: 'GeneralServiceException',
      },
      /Stream \(AWS::Kinesis::Stream\): AWS has blocked or suspended this account\. The account’s owner has to settle it/,
    ),
    refusesCreation(
      'the account may not create load balancers',
      {
        resource: 'LoadBalancer',
        reason:
          'This AWS account currently does not support creating load balancers. For more information, please contact AWS Support. (Service: ElasticLoadBalancingV2, Status Code: 400, Request ID: 1)',
        code: 'GeneralServiceException',
      },
      /LoadBalancer \(AWS::ElasticLoadBalancingV2::LoadBalancer\): This AWS account may not create load balancers yet\. Open a case/,
    ),
    refusesCreation(
      'the load balancer does not exist in a zone',
      {
        resource: 'LoadBalancer',
        reason:
          "The following Availability Zones 'eu-central-1b' cannot be associated with a load balancer. Please try a different Availability Zone. (Service: ElasticLoadBalancingV2, Status Code: 400, Request ID: 1)",
        code: 'InvalidRequest',
      },
      /Load balancers do not exist in one of the zones\. Choose other availability zones/,
    ),
    refusesCreation(
      'the VPC link does not exist in a zone',
      {
        type: 'AWS::ApiGatewayV2::VpcLink',
        reason:
          "subnet-0a1b2c3d4e5f60718 is in Availability Zone 'euc1-az2' where service is not available (Service: AmazonApiGatewayV2; Status Code: 400; Error Code: BadRequestException; Request ID: 1; Proxy: null)",
        code: 'InvalidRequest',
      },
      /API Gateway’s VPC links do not exist in one of the zones\. Choose other availability zones/,
    ),
    refusesCreation(
      'a queue of the name was deleted less than a minute ago',
      {
        resource: 'DeadLetterQueue',
        reason:
          'You must wait 60 seconds after deleting a queue before you can create another with the same name. (Service: AmazonSQS; Status Code: 400; Error Code: AWS.SimpleQueueService.QueueDeletedRecently; Request ID: 1; Proxy: null)',
        code: 'GeneralServiceException',
      },
      /A queue with this name was deleted less than a minute ago\. Deploy again in a minute/,
    ),
    refusesChange(
      'the database is busy with another change',
      { database: { maxCapacity: 4 } },
      {
        resource: 'DatabaseCluster',
        reason:
          'Database cluster: db-abc is not currently in the available state. (Service: AmazonRDS; Status Code: 400; Error Code: InvalidDBClusterStateFault; Request ID: 1; Proxy: null)',
        code: 'GeneralServiceException',
      },
      /The database is busy with another change\. Wait until the database is available/,
    ),
    refusesChange(
      'the cache is busy with another change',
      { cache: { kind: 'replication-group', snapshots: 3 } },
      {
        type: 'AWS::ElastiCache::ReplicationGroup',
        reason:
          'Replication group is not in available state. (Service: AmazonElastiCache; Status Code: 400; Error Code: InvalidReplicationGroupState; Request ID: 1; Proxy: null)',
        code: 'GeneralServiceException',
      },
      /The cache is busy with another change\. Wait until the cache is available/,
    ),
    refusesChange(
      'the mode of the stream was changed twice in 24 hours',
      { stream: { mode: 'on-demand' } },
      {
        resource: 'Stream',
        reason:
          'You may only update the stream mode twice in a 24-hour period (Service: Kinesis, Status Code: 400, Request ID: 1)',
        code: 'ServiceLimitExceeded',
      },
      /A Kinesis stream was changed too often.* Wait until 24 hours have passed/,
    ),
    stopsTasks(
      'the file system cannot be mounted in time',
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Connection timed out' : unsuccessful EFS utils command execution; code: 32",
      /The tasks cannot reach the file system\. Check that the security group/,
    ),
    stopsTasks(
      'the log group of the tasks does not exist',
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
      /The log group of the tasks does not exist\. Create the log group again/,
    ),
  ],
};
