import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ContentApiProps, GatewayProps } from './Gateway';
import { HttpContentApi } from './HttpContentApi';
import type { Metric } from './Metric';
import { RestContentApi } from './RestContentApi';

/** The only component of the platform that the internet can reach: API Gateway in front of the content service. */
export class ContentApi extends Construct {
  /** Metric that counts the server errors. */
  readonly errors: Metric;

  constructor(scope: Construct, id: string, props: ContentApiProps) {
    super(scope, id);
    const { suffix, api, stage } = props;
    const name = resourceName('api', suffix);

    const gatewayProps: GatewayProps = {
      ...props,
      name,
      accessLogArn: props.logs.group('ApiLogs', `/apigateway/${name}`).attrArn,
    };
    const gateway =
      props.kind === 'rest'
        ? new RestContentApi(this, 'Rest', gatewayProps)
        : new HttpContentApi(this, 'Http', gatewayProps);
    this.errors = gateway.errors;

    const { region, urlSuffix } = Stack.of(this);
    // A path with a parameter cannot be called as it is: the link ends before the parameter.
    const path = api.path.split('{')[0];
    new CfnOutput(this, stackOutputs.apiUrl, {
      value: `https://${gateway.apiId}.execute-api.${region}.${urlSuffix}/${stage}${path}`,
    });
    new CfnOutput(this, stackOutputs.apiStage, { value: stage });
  }
}
