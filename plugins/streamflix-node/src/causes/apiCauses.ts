import type { Cause } from './Cause';
import { services } from './services';

const guide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const vpcLinks = `${guide}/apigateway-vpc-links-v2.html`;

/** API Gateway, CloudWatch Logs as its target, tags and scaling. */
export const apiCauses: readonly Cause[] = [
  {
    id: 'log-group-name-taken',
    services: services.logs,
    patterns: [
      /\/aws\/(lambda|ecs|apigateway|vpc|rds|codebuild|vendedlogs|containerinsights)\/\S+ already exists/i,
      /The specified log group already exists/i,
      /(^|["' ])\/[\w.\/-]+ already exists in stack/,
      /log ?group\b.{0,160}already exists/i,
    ],
    cause: 'There is already a log group with this name.',
    resolution:
      'Choose another suffix, or delete the log group if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  {
    id: 'apigw-log-role-missing',
    services: services.apiGateway,
    patterns: [/CloudWatch Logs role ARN must be set/i],
    cause:
      'API Gateway may not write logs in this account and region yet, and a REST API has an access log.',
    resolution:
      'Set a CloudWatch log role ARN in API Gateway’s settings for this region, once for the whole account, then deploy again; or choose an HTTP API.',
    documentation: `${guide}/set-up-logging.html`,
  },
  {
    id: 'apigw-log-role-wrong',
    services: services.apiGateway,
    patterns: [
      /role ARN does not have required permissions/i,
      /grant trust permission for API Gateway/i,
    ],
    cause: 'API Gateway may not use its log role.',
    resolution:
      'The role needs the trust of apigateway.amazonaws.com and AmazonAPIGatewayPushToCloudWatchLogs; if it was created just now, try again in a minute.',
    documentation: `${guide}/set-up-logging.html`,
  },
  {
    id: 'logs-resource-policy-full',
    patterns: [
      /Policy document length breaking Cloudwatch Logs Constraints/i,
      /(CloudWatch Logs|logs) resource polic(y|ies).{0,60}(limit|length|size|exceed)/i,
      /Resource limit exceeded.{0,80}PutResourcePolicy/i,
      /policy document length constraints/i,
    ],
    cause:
      'The resource policy of CloudWatch Logs has reached its maximum length.',
    resolution:
      'Delete resource policies of CloudWatch Logs that are no longer needed, or use log groups under /aws/vendedlogs/. Then deploy again.',
    documentation: `${guide}/http-api-logging.html`,
  },
  {
    id: 'apigw-cannot-deliver-logs',
    services: services.apiGateway,
    patterns: [
      /Insufficient permissions to enable logging/i,
      /logs:(CreateLogDelivery|PutResourcePolicy|DescribeResourcePolicies|UpdateLogDelivery)/,
    ],
    cause: 'The credentials may not set up the delivery of the API’s log.',
    resolution:
      'Allow logs:CreateLogDelivery, PutResourcePolicy, DescribeResourcePolicies and DescribeLogGroups to the deploying role. Then deploy again.',
    documentation: `${guide}/http-api-logging.html`,
  },
  {
    id: 'apigw-concurrent-change',
    services: services.apiGateway,
    patterns: [
      /Another Deployment is in progress/i,
      /Unable to complete operation due to concurrent modification/i,
    ],
    cause: 'API Gateway was changed twice at the same moment.',
    resolution: 'Try again.',
    documentation: `${guide}/limits.html`,
  },
  {
    id: 'vpclink-needs-security-group',
    services: services.apiGateway,
    patterns: [/For a shared subnet, at least one security-group-id/i],
    cause: 'A VPC link in a shared subnet needs a security group.',
    resolution: 'Report this as an error of the platform.',
    documentation: vpcLinks,
  },
  {
    id: 'vpclink-still-used',
    services: services.apiGateway,
    patterns: [
      /Cannot delete vpc ?link/i,
      /Vpc ?link .{0,60}(is )?(referenced|still (in use|used))/i,
    ],
    cause: 'The VPC link is still used by an API.',
    resolution:
      'Delete or deploy again the stages of the APIs that use the link, then try again.',
    documentation: vpcLinks,
  },
  {
    id: 'vpclink-inactive',
    services: services.apiGateway,
    patterns: [/VPC ?link .{0,80}INACTIVE/i],
    cause: 'The VPC link is inactive: it had no traffic for 60 days.',
    resolution:
      'Send a request through the API; AWS activates the link again within minutes.',
    documentation: vpcLinks,
  },
  {
    id: 'apigw-deployment-in-use',
    services: services.apiGateway,
    patterns: [/Active stages pointing to this deployment/i],
    cause: 'A stage of the API still uses this deployment.',
    resolution:
      'Delete the stage that was added by hand, or point it to another deployment; then try again.',
    documentation: `${guide}/how-to-deploy-api.html`,
  },
  {
    id: 'api-missing',
    services: services.apiGateway,
    patterns: [
      /API Gateway RestAPI \S+ (doesn't|does not) exist/i,
      /Invalid (API|stage|Rest API) identifier specified/i,
    ],
    cause: 'The API or its stage does not exist any more.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again.',
    documentation: `${guide}/welcome.html`,
  },
  {
    id: 'apigw-integration-invalid',
    services: services.apiGateway,
    patterns: [
      /Caller provided credentials not allowed/i,
      /Unable to put integration/i,
      /Invalid function ARN/i,
      /Invalid integration (URI|type|ARN)/i,
    ],
    cause: 'API Gateway does not accept the target of an integration.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${guide}/http-api-develop-integrations-private.html`,
  },
  {
    id: 'apigw-stage-or-deployment',
    services: services.apiGateway,
    patterns: [
      /The REST API doesn['’]t contain any methods/i,
      /No integration defined for method/i,
    ],
    cause: 'The API was deployed before its methods existed.',
    resolution:
      'Deploy again. If it happens again, report it as an error of the platform.',
    documentation: `${guide}/how-to-deploy-api.html`,
  },
  {
    id: 'tag-key-reserved',
    patterns: [
      /Tag keys (starting|that start|cannot start) with '?"?aws:/i,
      /aws:.{0,60}reserved for (internal|AWS|system) use/i,
      /tags? .{0,40}(prefix|begin|start).{0,20}aws:/i,
      /Tag keys? .{0,40}(cannot|can't|must not|may not) (start|begin) with .{0,4}aws:/i,
      /\baws: prefixed tag/i,
    ],
    cause: 'Tag keys that begin with aws: are reserved.',
    resolution: 'Use another key, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html',
  },
  {
    id: 'tag-invalid',
    patterns: [
      /Tag parameters are invalid/i,
      /\bInvalid tag\b/i,
      /Duplicate tag keys? (found|specified)/i,
      /tag (key|value)s? .{0,80}(invalid|not valid|must|exceed|duplicate)/i,
      /too many tags|tag limit exceeded/i,
      /at 'tags?\.\d+\.\w+(\.\w+)?' failed to satisfy constraint/i,
    ],
    codes: [/InvalidTag(Key|Value)?\b/, /TooManyTags/],
    cause: 'AWS does not accept a tag.',
    resolution:
      'Check the tags: at most 50, keys that differ in more than upper and lower case, no characters that AWS excludes. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html',
  },
  {
    id: 'scalable-target-missing',
    services: services.scaling,
    patterns: [
      /No scalable target (registered|found)/i,
      /ObjectNotFoundException.{0,120}scal/i,
    ],
    cause: 'The service is not registered for scaling yet.',
    resolution:
      'Deploy again. If it happens again, report it as an error of the platform.',
    documentation:
      'https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html',
  },
];
