import {
  placeholderImage,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FargateTasks, type TaskSurroundings } from './FargateTasks';
import type { LoadBalancer } from './LoadBalancer';

export interface ContentServiceProps extends TaskSurroundings {
  readonly service: EnvironmentSpec['service'];
  readonly loadBalancer: LoadBalancer;
}

/** Command with which nginx responds with 200 on any path of a port, including the health check's. */
const answerEverything = (port: number) => [
  'sh',
  '-c',
  `echo 'server{listen ${port};default_type application/json;location /{return 200 "{}";}}' >/etc/nginx/conf.d/default.conf;exec nginx -g 'daemon off;'`,
];

/** The service behind the API. */
export class ContentService extends Construct {
  constructor(scope: Construct, id: string, props: ContentServiceProps) {
    super(scope, id);
    const { service, loadBalancer } = props;

    const tasks = new FargateTasks(this, 'Tasks', {
      ...props,
      kind: 'service',
      tasks: service,
      endpoint: {
        port: service.port,
        targetGroupArn: loadBalancer.targetGroupArn,
      },
      command:
        service.image === placeholderImage
          ? answerEverything(service.port)
          : undefined,
      before: [loadBalancer.listening],
    });

    new CfnOutput(this, stackOutputs.serviceName, { value: tasks.serviceName });
  }
}
