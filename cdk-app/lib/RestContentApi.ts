import { createHash } from 'node:crypto';
import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnDeployment,
  CfnMethod,
  CfnRequestValidator,
  CfnResource,
  CfnRestApi,
  CfnStage,
  type CfnMethodProps,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnOutput, Fn, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accessLogFormat } from './accessLogFormat';
import { acknowledge } from './acknowledge';
import type { GatewayProps } from './Gateway';
import { metric, type Metric } from './Metric';

/**
 * REST API with one method and a private integration with the load balancer.
 *
 * Built from L1 constructs: CDK's `RestApi` still supports only network load balancers behind the older VPC links.
 */
export class RestContentApi extends Construct {
  readonly apiId: string;
  readonly errors: Metric;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { name, api, stage, loadBalancer } = props;

    const restApi = new CfnRestApi(this, 'RestApi', {
      name,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    const parts = api.path.split('/').filter(Boolean);
    const resourceIds = [restApi.attrRootResourceId];
    parts.forEach((pathPart, depth) => {
      const resource = new CfnResource(this, `RestPath${depth + 1}`, {
        restApiId: restApi.ref,
        parentId: resourceIds[depth],
        pathPart,
      });
      resourceIds.push(resource.ref);
    });
    const validator = new CfnRequestValidator(this, 'RestValidator', {
      restApiId: restApi.ref,
      name: resourceName('request-validator', props.suffix),
      validateRequestParameters: true,
      validateRequestBody: true,
    });
    const propsOf = (matched: readonly string[]): CfnMethodProps => {
      const parameters = matched
        .map(part => /^\{(\w+)\+?\}$/.exec(part)?.[1])
        .filter(parameter => parameter !== undefined);
      const forEach = <T>(entry: (parameter: string) => [string, T]) =>
        parameters.length > 0
          ? Object.fromEntries(parameters.map(entry))
          : undefined;
      const path = matched.map(part => part.replace('+', '')).join('/');
      return {
        restApiId: restApi.ref,
        resourceId: resourceIds[matched.length],
        httpMethod: api.method,
        authorizationType: 'NONE',
        requestValidatorId: validator.ref,
        requestParameters: forEach(parameter => [
          `method.request.path.${parameter}`,
          true,
        ]),
        integration: {
          type: 'HTTP_PROXY',
          integrationHttpMethod: api.method,
          connectionType: 'VPC_LINK',
          connectionId: loadBalancer.linkId,
          integrationTarget: loadBalancer.arn,
          uri: `http://${loadBalancer.dnsName}/${path}`,
          requestParameters: forEach(parameter => [
            `integration.request.path.${parameter}`,
            `method.request.path.${parameter}`,
          ]),
        },
      };
    };
    const methods = { RestMethod: propsOf(parts) };
    // `{proxy+}` matches what is below its path, not the path itself, which is the URL in the outputs.
    if (/\+\}$/.test(api.path)) {
      Object.assign(methods, { RestRootMethod: propsOf(parts.slice(0, -1)) });
    }

    // A deployment is an immutable copy. Its id contains everything it copies, so that a change creates a new one.
    const copied = Stack.of(this).resolve([
      api.path,
      ...Object.values(methods),
    ]);
    const digest = createHash('sha256')
      .update(JSON.stringify(copied))
      .digest('hex');
    const deployment = new CfnDeployment(
      this,
      `RestDeployment${digest.slice(0, 8)}`,
      { restApiId: restApi.ref },
    );
    for (const [methodId, methodProps] of Object.entries(methods)) {
      const method = new CfnMethod(this, methodId, methodProps);
      deployment.addResourceDependency(method);
      acknowledge(method, {
        'AwsSolutions-APIG4':
          'The API is the public face of the platform, and its callers are not people of this account. What they may see is for the service behind it to decide, which gets its API keys from Secrets Manager.',
        'AwsSolutions-COG4':
          'There is no user pool: the callers are other systems, and the service behind the API decides what they may see.',
      });
    }
    // API Gateway would create the group itself and never delete it.
    const executionLogs = props.logs.group(
      'ApiExecutionLogs',
      Fn.join('', ['API-Gateway-Execution-Logs_', restApi.ref, `/${stage}`]),
    );
    const restStage = new CfnStage(this, 'RestStage', {
      restApiId: restApi.ref,
      deploymentId: deployment.ref,
      stageName: stage,
      tracingEnabled: api.tracing,
      // Needs the account's CloudWatch role for API Gateway, a setting that no single environment may write.
      accessLogSetting: {
        destinationArn: props.accessLogArn,
        format: accessLogFormat,
      },
      methodSettings: [
        { httpMethod: '*', resourcePath: '/*', loggingLevel: 'ERROR' },
      ],
    });
    restStage.addResourceDependency(executionLogs);
    acknowledge(restStage, {
      'AwsSolutions-APIG3':
        "A web ACL is the account's to choose and to pay for: Firewall Manager or the account's owner attaches one to the stage, and the platform must not replace it by one of its own.",
    });
    this.apiId = restApi.ref;
    this.errors = metric('AWS/ApiGateway', '5XXError', { ApiName: name });

    new CfnOutput(this, stackOutputs.restApiId, { value: this.apiId });
    new CfnOutput(this, stackOutputs.restApiName, { value: name });
  }
}
