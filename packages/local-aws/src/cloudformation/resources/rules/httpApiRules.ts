import { fieldsOf, listOf, stringOf, stringsOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import {
  form,
  isSet,
  isTrue,
  oneOf,
  range,
  rule,
  type ServiceRules,
  textOf,
  unique,
} from './Rule';

const v2 =
  'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid';
const cors =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html';
const logging =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html';
const mappings =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html';
const mapping =
  /^((append|overwrite|remove):(header|querystring)\.[^\s]+|overwrite:path)$/;
const routeKey =
  /^(\$default|\$connect|\$disconnect|(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*)$/;

/** What a private integration leads to. */
const listener =
  /^(arn:[\w-]+:(elasticloadbalancing:[^:]*:\d*:listener\/|servicediscovery:[^:]*:\d*:service\/)|\{\{resolve:)/;

const apiOf = (candidate: Candidate) =>
  candidate.world.find(
    candidate.region,
    'AWS::ApiGatewayV2::Api',
    textOf(candidate, 'ApiId') ?? '',
  );

/** HTTP APIs. */
export const httpApiRules: ServiceRules = {
  service: 'ApiGatewayV2',
  rules: {
    'AWS::ApiGatewayV2::Route': [
      oneOf(`${v2}-routes.html`, 'AuthorizationType', [
        'NONE',
        'AWS_IAM',
        'CUSTOM',
        'JWT',
      ]),
      rule(`${v2}-routes.html`, candidate =>
        ['JWT', 'CUSTOM'].includes(
          textOf(candidate, 'AuthorizationType') ?? '',
        ) && !isSet(candidate, 'AuthorizerId')
          ? 'Authorizer id must be provided for this authorization type'
          : undefined,
      ),
      rule(`${v2}-routes.html`, candidate => {
        const key = textOf(candidate, 'RouteKey') ?? '';
        const parent = apiOf(candidate);
        return parent?.properties.ProtocolType === 'HTTP' && !routeKey.test(key)
          ? 'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
          : undefined;
      }),
      unique(
        `${v2}-routes.html`,
        ['ApiId', 'RouteKey'],
        candidate =>
          `Route with key ${textOf(
            candidate,
            'RouteKey',
          )} already exists for this API`,
      ),
    ],
    'AWS::ApiGatewayV2::Api': [
      rule(
        'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html',
        candidate => {
          if (isSet(candidate, 'Body') || isSet(candidate, 'BodyS3Location')) {
            return undefined;
          }
          const protocol = textOf(candidate, 'ProtocolType') ?? '';
          if (!['HTTP', 'WEBSOCKET'].includes(protocol)) {
            return 'Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]';
          }
          if (!isSet(candidate, 'Name')) return 'Name must be provided';
          return protocol === 'WEBSOCKET' &&
            !isSet(candidate, 'RouteSelectionExpression')
            ? 'RouteSelectionExpression must be provided for a WebSocket API'
            : undefined;
        },
      ),
      rule(cors, ({ properties }) => {
        if (properties.CorsConfiguration === undefined) return undefined;
        const { AllowCredentials, AllowOrigins, MaxAge } = fieldsOf(
          properties.CorsConfiguration,
        );
        if (properties.ProtocolType === 'WEBSOCKET') {
          return 'CORS configuration is only supported for HTTP APIs';
        }
        const origins = stringsOf(AllowOrigins);
        if (String(AllowCredentials) === 'true' && origins.includes('*')) {
          return "allow-credentials is not supported if 'allow-origin' is *";
        }
        const wrong = origins.find(
          origin => origin !== '*' && !/:\/\/|\{\{resolve:/.test(origin),
        );
        if (wrong !== undefined) return `Invalid format for origin ${wrong}`;
        return MaxAge !== undefined &&
          !(Number(MaxAge) >= -1 && Number(MaxAge) <= 86_400)
          ? 'maxAge should be between -1 and 86400'
          : undefined;
      }),
    ],
    'AWS::ApiGatewayV2::Stage': [
      form(
        `${v2}-stages.html`,
        'StageName',
        /^(\$default|[\w-]{1,128})$/,
        () => 'Stage name only allows a-zA-Z0-9_-',
      ),
      rule(`${v2}-stages.html`, candidate =>
        isTrue(candidate, 'AutoDeploy') && isSet(candidate, 'DeploymentId')
          ? `Deployment ID cannot be set on this stage ${textOf(
              candidate,
              'StageName',
            )} because AutoDeploy is enabled.`
          : undefined,
      ),
      rule(`${v2}-stages.html`, ({ properties }) => {
        const variables = Object.entries(fieldsOf(properties.StageVariables));
        const wrong = variables.find(
          ([name, value]) =>
            !/^\w+$/.test(name) ||
            !/^([A-Za-z0-9\-._~:/?#&=,]*|.*\{\{resolve:.*)$/.test(
              String(value),
            ),
        );
        return (
          wrong &&
          `Invalid stage variable ${wrong[0]}: names contain alphanumeric characters and underscores, values match [A-Za-z0-9-._~:/?#&=,]+`
        );
      }),
      rule(`${v2}-stages.html`, candidate => {
        const keys = having(
          candidate,
          'AWS::ApiGatewayV2::Route',
          'ApiId',
          candidate.properties.ApiId,
        ).map(({ properties }) => String(properties.RouteKey));
        const parent = apiOf(candidate);
        const isImported =
          parent?.properties.Body !== undefined ||
          parent?.properties.BodyS3Location !== undefined ||
          parent?.properties.Target !== undefined;
        const unknown = Object.keys(
          fieldsOf(candidate.properties.RouteSettings),
        ).find(key => !keys.includes(key));
        return unknown === undefined || !parent || isImported
          ? undefined
          : `Unable to find Route by key ${unknown} within the provided RouteSettings`;
      }),
      rule(logging, ({ properties }) => {
        const { DestinationArn, Format } = fieldsOf(
          properties.AccessLogSettings,
        );
        if ((DestinationArn === undefined) !== (Format === undefined)) {
          return 'Both DestinationArn and Format must be specified for access logs';
        }
        if (DestinationArn === undefined) return undefined;
        return /^(arn:[\w-]+:(logs|firehose):|\{\{resolve:)/.test(
          String(DestinationArn),
        )
          ? undefined
          : 'Invalid ARN specified in the request';
      }),
    ],
    'AWS::ApiGatewayV2::Deployment': [
      rule(
        `${v2}-deployments.html`,
        candidate => {
          const parent = apiOf(candidate);
          const { ApiId } = candidate.properties;
          const isImported =
            parent?.properties.Body !== undefined ||
            parent?.properties.BodyS3Location !== undefined ||
            parent?.properties.Target !== undefined;
          return parent &&
            !isImported &&
            having(candidate, 'AWS::ApiGatewayV2::Route', 'ApiId', ApiId)
              .length === 0
            ? 'At least one route is required before deploying the Api.'
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::ApiGatewayV2::Authorizer': [
      rule(`${v2}-authorizers.html`, candidate => {
        if (textOf(candidate, 'AuthorizerType') !== 'JWT') {
          return isSet(candidate, 'AuthorizerUri')
            ? undefined
            : 'AuthorizerUri must be specified for REQUEST authorizers';
        }
        const { Issuer, Audience } = fieldsOf(
          candidate.properties.JwtConfiguration,
        );
        if (!/^(https:\/\/.|\{\{resolve:)/.test(String(Issuer ?? ''))) {
          return `Invalid issuer: ${String(
            Issuer ?? '',
          )}. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'`;
        }
        if (listOf(Audience).length === 0) {
          return 'Audience must be specified for JWT authorizers';
        }
        return listOf(candidate.properties.IdentitySource).length === 0
          ? 'IdentitySource must be specified for JWT authorizers'
          : undefined;
      }),
    ],
    'AWS::ApiGatewayV2::Integration': [
      oneOf(`${v2}-integrations.html`, 'IntegrationType', [
        'AWS',
        'AWS_PROXY',
        'HTTP',
        'HTTP_PROXY',
        'MOCK',
      ]),
      oneOf(`${v2}-integrations.html`, 'PayloadFormatVersion', ['1.0', '2.0']),
      rule(`${v2}-integrations.html`, candidate => {
        const parent = apiOf(candidate);
        const type = textOf(candidate, 'IntegrationType') ?? '';
        const uri = textOf(candidate, 'IntegrationUri');
        const isPrivate = textOf(candidate, 'ConnectionType') === 'VPC_LINK';
        if (parent?.properties.ProtocolType !== 'HTTP') return undefined;
        if (type === 'HTTP_PROXY' && !isSet(candidate, 'IntegrationMethod')) {
          return 'HttpMethod must be specified';
        }
        if (
          type === 'AWS_PROXY' &&
          uri === undefined &&
          !isSet(candidate, 'IntegrationSubtype')
        ) {
          return 'IntegrationUri must be specified for AWS_PROXY integrations';
        }
        if (isPrivate) {
          return uri === undefined || listener.test(uri)
            ? undefined
            : 'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.';
        }
        return type === 'HTTP_PROXY' && !/^https?:\/\/./.test(uri ?? '')
          ? 'Invalid HTTP endpoint specified for URI'
          : undefined;
      }),
      rule(mappings, candidate => {
        const isHttp = apiOf(candidate)?.properties.ProtocolType === 'HTTP';
        const wrong = Object.keys(
          fieldsOf(candidate.properties.RequestParameters),
        ).find(key => !mapping.test(key));
        return isHttp &&
          wrong !== undefined &&
          !isSet(candidate, 'IntegrationSubtype')
          ? `Invalid mapping expression specified: ${wrong}`
          : undefined;
      }),
      rule(`${v2}-integrations.html`, candidate =>
        textOf(candidate, 'IntegrationType') === 'HTTP_PROXY' &&
        textOf(candidate, 'PayloadFormatVersion') === '2.0'
          ? 'PayloadFormatVersion 2.0 is only supported for AWS_PROXY integrations'
          : undefined,
      ),
      rule(`${v2}-integrations.html`, candidate => {
        const parent = apiOf(candidate);
        const type = textOf(candidate, 'IntegrationType') ?? '';
        return parent?.properties.ProtocolType === 'HTTP' &&
          !type.endsWith('_PROXY')
          ? `Invalid integration type ${type} for an HTTP API: it must be AWS_PROXY or HTTP_PROXY`
          : undefined;
      }),
      range(
        `${v2}-integrations.html`,
        'TimeoutInMillis',
        [50, 30_000],
        value =>
          `Timeout should be between 50 ms and 30000 ms, but is ${value}`,
      ),
      rule(`${v2}-integrations.html`, candidate =>
        textOf(candidate, 'ConnectionType') === 'VPC_LINK' &&
        !isSet(candidate, 'ConnectionId')
          ? 'VPC Link integrations must have a connection id'
          : undefined,
      ),
    ],
    'AWS::ApiGatewayV2::VpcLink': [
      rule(
        'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html',
        ({ properties }) =>
          listOf(properties.SubnetIds).map(stringOf).length === 0
            ? 'A VPC link requires at least one subnet'
            : undefined,
      ),
    ],
  },
};
