import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, section, table } from './markdown';
import { readable } from '@streamflix/cdk-app/template';

/** A description of each output; a missing description is a compile error. */
const meanings: Record<keyof typeof stackOutputs, string> = {
  vpcId: 'Id of the VPC',
  clusterName: 'Name of the ECS cluster',
  serviceName: 'Name of the ECS service behind the API',
  workerName: 'Name of the ECS service that reads the stream',
  databaseClusterId: 'Identifier of the Aurora cluster',
  databaseInstanceId: 'Identifier of the RDS instance',
  databaseEndpoint: 'Host name of the database; port 5432, TLS only',
  databaseSecretArn:
    'ARN of the secret with user name and password of the database',
  cacheReplicationGroupId: 'Identifier of the replication group',
  cacheServerlessName: 'Name of the serverless cache',
  cacheEndpoint: 'Host name of the cache; port 6379, TLS only',
  fileSystemId: 'Id of the EFS file system',
  fileSystemDnsName: 'Host name of the EFS file system',
  streamName: 'Name of the ingest stream',
  streamArn: 'ARN of the ingest stream',
  deadLetterQueueUrl: 'URL of the dead-letter queue',
  loadBalancerDnsName: 'Host name of the load balancer, inside the VPC',
  apiUrl: 'URL of the API, as far as it is without parameters',
  restApiId: 'Id of the REST API',
  restApiName: 'Name of the REST API, by which CloudWatch knows it',
  httpApiId: 'Id of the HTTP API',
  apiStage: 'Stage of the API',
  repositoryUri: 'Address images are pushed to',
  topicArn: 'ARN of the topic alarms go to',
  keyArn: "ARN of the environment's own key",
  deletionProtection: 'That the environment is protected against deletion',
};

const meaningOf = (name: string): string => {
  const [key] = Object.entries(stackOutputs).find(
    ([, output]) => output === name,
  ) ?? [''];
  return Object.entries(meanings).find(([own]) => own === key)?.[1] ?? '';
};

/** The outputs of the deployed stack. */
export const outputsSection = ({ template }: BlueprintDesign): string =>
  section(
    'Outputs',
    table(
      ['Output', 'What it is', 'Value'],
      Object.entries(template.Outputs).map(([name, { Value }]) => [
        code(name),
        meaningOf(name),
        code(readable(Value)),
      ]),
    ),
  );

/** Tags of the stack, which CloudFormation propagates to all resources that support tags. */
export const tagsSection = ({ tags }: BlueprintDesign): string =>
  section(
    'Tags',
    'CloudFormation puts the tags of the stack on every resource that can carry tags. Tags of the form come on top.',
    table(
      ['Tag', 'Value here'],
      Object.entries(tags).map(([key, value]) => [code(key), code(value)]),
    ),
  );
