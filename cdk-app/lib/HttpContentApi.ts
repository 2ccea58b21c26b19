import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnApi,
  CfnIntegration,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnOutput, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accessLogFormat } from './accessLogFormat';
import { acknowledge } from './acknowledge';
import type { GatewayProps } from './Gateway';
import { metric, type Metric } from './Metric';

/** HTTP API with one route and a private integration with the load balancer's listener. */
export class HttpContentApi extends Construct {
  readonly apiId: string;
  readonly errors: Metric;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { name, api, stage, loadBalancer } = props;

    const httpApi = new CfnApi(this, 'HttpApi', { name, protocolType: 'HTTP' });
    const integration = new CfnIntegration(this, 'HttpIntegration', {
      apiId: httpApi.ref,
      integrationType: 'HTTP_PROXY',
      integrationMethod: api.method,
      integrationUri: loadBalancer.listenerArn,
      connectionType: 'VPC_LINK',
      connectionId: loadBalancer.linkId,
      payloadFormatVersion: '1.0',
    });
    const addRoute = (routeId: string, path: string) => {
      const added = new CfnRoute(this, routeId, {
        apiId: httpApi.ref,
        routeKey: `${api.method} ${path}`,
        target: Fn.join('/', ['integrations', integration.ref]),
      });
      acknowledge(added, {
        'AwsSolutions-APIG4':
          'The API is the public face of the platform, and its callers are not people of this account. What they may see is for the service behind it to decide, which gets its API keys from Secrets Manager.',
      });
      return added;
    };
    const route = addRoute('HttpRoute', api.path);
    // `{proxy+}` matches what is below its path, not the path itself, which is the URL in the outputs.
    const [, parent] = /^(.*)\/\{\w+\+\}$/.exec(api.path) ?? [];
    if (parent !== undefined) {
      // When a change adds it, the other route may have had this path until then.
      addRoute('HttpRootRoute', parent || '/').addResourceDependency(route);
    }
    new CfnStage(this, 'HttpStage', {
      apiId: httpApi.ref,
      stageName: stage,
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: props.accessLogArn,
        format: accessLogFormat,
      },
    });
    this.apiId = httpApi.ref;
    this.errors = metric('AWS/ApiGateway', '5xx', { ApiId: this.apiId });

    new CfnOutput(this, stackOutputs.httpApiId, { value: this.apiId });
  }
}
