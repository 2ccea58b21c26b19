/** AWS's names of the services that report a cause. ElastiCache and RDS also run what other services manage. */
export const services = {
  apiGateway: /^apigateway/,
  databases: /^(rds|docdb|neptune|elasticache|memorydb)/,
  ec2: /^ec2$/,
  ecr: /^(ecr|ecs)/,
  ecs: /^(ecs|ecr|elasticloadbalancing|applicationautoscaling|codedeploy)/,
  efs: /^(efs|elasticfilesystem|ecs)/,
  elastiCache: /^(elasticache|memorydb)/,
  elb: /^(elasticloadbalancing|ecs|ec2$)/,
  iam: /^(iam|identitymanagement)/,
  kinesis: /^(kinesis|firehose|logs|cloudwatchlogs)/,
  logs: /^(logs|cloudwatchlogs|ecs)/,
  rds: /^(rds|docdb|neptune)/,
  s3: /^s3/,
  scaling: /^(applicationautoscaling|ecs)/,
  secrets: /^(secretsmanager|ssm|ecs)/,
  sqs: /^sqs/,
} satisfies Record<string, RegExp>;

const names = [
  /\(Service: ([\w ]+)/g,
  /operation error ([\w ()-]+?):/g,
  /AWS::(\w+)::\w/g,
];

/** Carriers of other services' messages. */
const carrier = /^(cloudformation|earlyvalidation|sts|cloudcontrol)/;

/** The services that a message names as its author, in lower case, without the vendor. */
export function servicesIn(message: string): string[] {
  return names
    .flatMap(name => [...message.matchAll(name)])
    .map(([, name]) =>
      name
        .toLowerCase()
        .replace(/^(amazon|aws) ?/, '')
        .replace(/\W/g, ''),
    )
    .filter(name => !carrier.test(name));
}
