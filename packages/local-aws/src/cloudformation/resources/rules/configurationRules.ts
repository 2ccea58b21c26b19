import { fieldsOf, isFields, listOf, stringOf } from '../../../world/values';
import { having } from '../Candidate';
import { problemOfPolicy } from './problemOfPolicy';
import { unknownPrincipal } from './principals';
import {
  form,
  isSet,
  parsedJson,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const characterTypes = ['Lowercase', 'Uppercase', 'Numbers', 'Punctuation'];
const secretsApi =
  'https://docs.aws.amazon.com/secretsmanager/latest/apireference/';

const replicas = rule(
  `${secretsApi}API_CreateSecret.html`,
  ({ region, properties }) => {
    const regions = listOf(properties.ReplicaRegions).map(each =>
      String(fieldsOf(each).Region),
    );
    const wrong = regions.find(
      (each, index) =>
        each === region ||
        regions.indexOf(each) < index ||
        !/^[a-z]{2}(-[a-z]+)+-\d$/.test(each),
    );
    return wrong && `Invalid replica region: ${wrong}.`;
  },
);

/** A secret of an account, by the last part of its ARN or by its name. */
const namedSecret = (property: string) =>
  rule(`${secretsApi}API_DescribeSecret.html`, candidate => {
    const { secrets, region } = candidate;
    const id = textOf(candidate, property);
    if (id === undefined) return undefined;
    try {
      if (secrets.resolve(region, `secretsmanager:${id}`) !== undefined) {
        return undefined;
      }
    } catch {
      // AWS answers in the same way where a secret cannot be found.
    }
    return "Secrets Manager can't find the specified secret.";
  });

const secretsManager: ServiceRules = {
  service: 'SecretsManager',
  rules: {
    'AWS::SecretsManager::RotationSchedule': [
      namedSecret('SecretId'),
      rule(`${secretsApi}API_RotateSecret.html`, candidate => {
        const { properties } = candidate;
        const rules = fieldsOf(properties.RotationRules);
        const days = rules.AutomaticallyAfterDays;
        if (days !== undefined && rules.ScheduleExpression !== undefined) {
          return 'You can only specify one of AutomaticallyAfterDays and ScheduleExpression.';
        }
        if (
          days !== undefined &&
          !(Number(days) >= 1 && Number(days) <= 1000)
        ) {
          return 'AutomaticallyAfterDays must be from 1 to 1000.';
        }
        const expression = rules.ScheduleExpression;
        if (
          expression !== undefined &&
          !/^(rate|cron)\(.+\)$/.test(String(expression))
        ) {
          return 'Invalid ScheduleExpression.';
        }
        const hasFunction =
          isSet(candidate, 'RotationLambdaARN') ||
          isSet(candidate, 'HostedRotationLambda');
        // Services rotate the secrets that they manage themselves.
        const isOfStack = candidate.world.find(
          candidate.region,
          'AWS::SecretsManager::Secret',
          textOf(candidate, 'SecretId') ?? '',
        );
        if (isOfStack && !hasFunction) {
          return 'No Lambda rotation function ARN is associated with this secret.';
        }
        return isSet(candidate, 'RotationLambdaARN') &&
          isSet(candidate, 'HostedRotationLambda')
          ? 'Only one of RotationLambdaARN and HostedRotationLambda can be specified.'
          : undefined;
      }),
    ],
    'AWS::SecretsManager::ResourcePolicy': [
      namedSecret('SecretId'),
      rule(`${secretsApi}API_PutResourcePolicy.html`, candidate => {
        const { ResourcePolicy: policy } = candidate.properties;
        if (!isFields(policy)) {
          return 'This resource policy contains invalid JSON.';
        }
        return (
          problemOfPolicy(policy, 'resource') ??
          (unknownPrincipal(candidate, policy)
            ? 'This resource policy contains an unsupported principal.'
            : undefined)
        );
      }),
    ],
    'AWS::SecretsManager::SecretTargetAttachment': [
      namedSecret('SecretId'),
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html',
        candidate => {
          const { world, region } = candidate;
          const type = textOf(candidate, 'TargetType') ?? '';
          const id = textOf(candidate, 'TargetId');
          return id !== undefined &&
            /^AWS::RDS::DB(Instance|Cluster)$/.test(type) &&
            !world.find(region, type, id.toLowerCase())
            ? `${type.replace('AWS::RDS::', '')} ${id} not found.`
            : undefined;
        },
      ),
      form(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html',
        'TargetType',
        /^AWS::(RDS::DB(Instance|Cluster|Proxy)|Redshift::Cluster|RedshiftServerless::Namespace|DocDB(Elastic)?::(DBInstance|DBCluster|Cluster))$/,
        type => `Invalid target type: ${type}.`,
      ),
    ],
    'AWS::SecretsManager::Secret': [
      replicas,
      rule(`${secretsApi}API_CreateSecret.html`, candidate => {
        if ((textOf(candidate, 'Description') ?? '').length > 2048) {
          return 'The description can have at most 2048 characters.';
        }
        return Buffer.byteLength(textOf(candidate, 'SecretString') ?? '') >
          65_536
          ? 'The secret value can have at most 65536 bytes.'
          : undefined;
      }),
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
        ({ properties }) => {
          const { PasswordLength, SecretStringTemplate, GenerateStringKey } =
            fieldsOf(properties.GenerateSecretString);
          if (Number(PasswordLength ?? 32) > 4096) {
            return 'Password length must be at most 4096.';
          }
          const { RequireEachIncludedType = true, ...given } = fieldsOf(
            properties.GenerateSecretString,
          );
          const included = characterTypes.filter(
            kind => String(given[`Exclude${kind}`]) !== 'true',
          ).length;
          const least =
            String(RequireEachIncludedType) === 'true' ? included : 1;
          if (Number(PasswordLength ?? 32) < least) {
            return `Password length must be at least ${least}.`;
          }
          if (
            SecretStringTemplate !== undefined &&
            !isFields(parsedJson(SecretStringTemplate))
          ) {
            return 'Invalid JSON in SecretStringTemplate.';
          }
          return (SecretStringTemplate === undefined) !==
            (GenerateStringKey === undefined)
            ? 'SecretStringTemplate and GenerateStringKey must be specified together.'
            : undefined;
        },
      ),
      form(
        'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html',
        'Name',
        /^[\w/+=.@!-]{1,512}$/,
        () =>
          'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      ),
      rule(
        'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html',
        ({ properties }) => {
          const { GenerateSecretString: generated } = properties;
          return characterTypes.every(
            kind => String(fieldsOf(generated)[`Exclude${kind}`]) === 'true',
          )
            ? 'Your request excluded all character types. You must include at least one.'
            : undefined;
        },
      ),
      rule(
        'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html',
        candidate => {
          const { secrets, region } = candidate;
          const name = textOf(candidate, 'Name');
          if (name === undefined) return undefined;
          try {
            return secrets.resolve(region, `secretsmanager:${name}`) ===
              undefined
              ? undefined
              : `The operation failed because the secret ${name} already exists.`;
          } catch {
            return undefined;
          }
        },
        'create',
      ),
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html',
        candidate =>
          isSet(candidate, 'SecretString') &&
          isSet(candidate, 'GenerateSecretString')
            ? 'You can not specify both GenerateSecretString and SecretString.'
            : undefined,
      ),
    ],
  },
};

const putParameter =
  'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html';

const ssm: ServiceRules = {
  service: 'Ssm',
  rules: {
    'AWS::SSM::Parameter': [
      form(
        putParameter,
        'Name',
        /^(?!\/?(aws|ssm))[\w./-]+$/i,
        name =>
          `Parameter name ${name} is invalid: it must not begin with "aws" or "ssm" (case-insensitive) and can only include letters, numbers and the symbols .-_/`,
      ),
      rule(putParameter, candidate => {
        const name = textOf(candidate, 'Name') ?? '';
        if (name.includes('/') && !name.startsWith('/')) {
          return 'Parameter name must be a fully qualified name.';
        }
        return name.split('/').length > 16
          ? 'Parameter hierarchy exceeds the maximum of 15 levels.'
          : undefined;
      }),
      rule(putParameter, candidate => {
        const value = textOf(candidate, 'Value') ?? '';
        const tier = textOf(candidate, 'Tier') ?? 'Standard';
        const most = tier === 'Standard' ? 4096 : 8192;
        if (Buffer.byteLength(value) > most) {
          return `${tier} tier parameters support a maximum parameter value of ${most} characters.`;
        }
        if (isSet(candidate, 'Policies') && tier === 'Standard') {
          return 'Parameter policies require the advanced-parameter tier.';
        }
        const pattern = textOf(candidate, 'AllowedPattern');
        return pattern !== undefined && !new RegExp(pattern).test(value)
          ? `Parameter value, cannot be validated against allowedPattern: ${pattern}`
          : undefined;
      }),
    ],
  },
};

const discoveryApi =
  'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html';

/** Labels of at most 63 characters that neither begin nor end with a hyphen. */
const isDomain = (text: string) =>
  text.length <= 253 &&
  text
    .replace(/\.$/, '')
    .split('.')
    .every(label => /^(?!-)[\w-]{1,63}(?<!-)$/.test(label));

const domainName = (kind: string) =>
  form(
    `https://docs.aws.amazon.com/cloud-map/latest/api/API_Create${kind}DnsNamespace.html`,
    'Name',
    { test: isDomain },
    name => `The namespace name ${name} is not a valid domain name.`,
  );

/** How Cloud Map watches instances. */
const healthChecks = rule(discoveryApi, candidate => {
  const { world, region, properties } = candidate;
  const { Type, ResourcePath, FailureThreshold } = fieldsOf(
    properties.HealthCheckConfig,
  );
  if (properties.HealthCheckConfig === undefined) return undefined;
  if (!['HTTP', 'HTTPS', 'TCP'].includes(String(Type))) {
    return `Invalid type of a health check: ${String(Type)}.`;
  }
  if (Type === 'TCP' && ResourcePath !== undefined) {
    return 'ResourcePath cannot be specified for a TCP health check.';
  }
  const threshold = Number(FailureThreshold ?? 1);
  if (!(threshold >= 1 && threshold <= 10)) {
    return 'FailureThreshold must be from 1 to 10.';
  }
  const id = String(
    properties.NamespaceId ?? fieldsOf(properties.DnsConfig).NamespaceId ?? '',
  );
  return world.find(region, 'AWS::ServiceDiscovery::PrivateDnsNamespace', id)
    ? 'HealthCheckConfig is not supported for services in a private DNS namespace.'
    : undefined;
});

/** What DNS answers for a service. */
const dnsRecords = rule(discoveryApi, candidate => {
  const { DnsConfig, NamespaceId } = candidate.properties;
  if (DnsConfig === undefined) return undefined;
  const { DnsRecords, NamespaceId: inner } = fieldsOf(DnsConfig);
  const types = listOf(DnsRecords).map(each => fieldsOf(each).Type);
  if (types.length === 0) return 'DnsConfig requires a DNS record.';
  if (new Set(types).size < types.length) {
    return 'DnsRecords contains records of the same type.';
  }
  const name = textOf(candidate, 'Name');
  if (name === undefined) return 'The name of a service in DNS is required.';
  if (!isDomain(name)) return `The service name ${name} is not valid.`;
  if (NamespaceId === undefined && inner === undefined) {
    return 'NamespaceId must be specified.';
  }
  return NamespaceId !== undefined &&
    inner !== undefined &&
    NamespaceId !== inner
    ? 'NamespaceId must be the same in DnsConfig and the service.'
    : undefined;
});

const serviceDiscovery: ServiceRules = {
  service: 'ServiceDiscovery',
  rules: {
    'AWS::ServiceDiscovery::PublicDnsNamespace': [domainName('Public')],
    'AWS::ServiceDiscovery::HttpNamespace': [
      form(
        'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html',
        'Name',
        /^[!-~]{1,1024}$/,
        name => `The namespace name ${name} is not valid.`,
      ),
    ],
    'AWS::ServiceDiscovery::Instance': [
      form(
        'https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html',
        'InstanceId',
        /^[\w/:.@-]{1,64}$/,
        id => `The instance ID ${id} is not valid.`,
      ),
      rule(
        'https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html',
        ({ world, region, properties }) => {
          const service = world.find(
            region,
            'AWS::ServiceDiscovery::Service',
            String(properties.ServiceId),
          );
          if (!service) {
            return `Service ${String(properties.ServiceId)} not found.`;
          }
          const attributes = fieldsOf(properties.InstanceAttributes);
          const needed: Readonly<Record<string, string>> = {
            A: 'AWS_INSTANCE_IPV4',
            AAAA: 'AWS_INSTANCE_IPV6',
            CNAME: 'AWS_INSTANCE_CNAME',
            SRV: 'AWS_INSTANCE_PORT',
          };
          const missing = listOf(
            fieldsOf(service.properties.DnsConfig).DnsRecords,
          )
            .map(each => needed[String(fieldsOf(each).Type)])
            .find(name => name && attributes[name] === undefined);
          return missing &&
            attributes.AWS_ALIAS_DNS_NAME === undefined &&
            attributes.AWS_EC2_INSTANCE_ID === undefined
            ? `Attribute ${missing} is required.`
            : undefined;
        },
      ),
    ],
    'AWS::ServiceDiscovery::PrivateDnsNamespace': [
      domainName('Private'),
      rule(
        'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html',
        candidate =>
          having(
            candidate,
            'AWS::ServiceDiscovery::PrivateDnsNamespace',
            'Vpc',
            candidate.properties.Vpc,
          ).some(
            ({ properties }) =>
              String(properties.Name).toLowerCase() ===
              textOf(candidate, 'Name')?.toLowerCase(),
          )
            ? `Conflicting domain exists: ${textOf(candidate, 'Name')}`
            : undefined,
        'create',
      ),
    ],
    'AWS::ServiceDiscovery::Service': [
      healthChecks,
      dnsRecords,
      rule(discoveryApi, candidate => {
        const isGiven = (name: string) => isSet(candidate, name);
        if (
          isGiven('HealthCheckConfig') &&
          isGiven('HealthCheckCustomConfig')
        ) {
          return 'Specify either HealthCheckConfig or HealthCheckCustomConfig, not both.';
        }
        const { DnsRecords, RoutingPolicy } = fieldsOf(
          candidate.properties.DnsConfig,
        );
        const records = listOf(DnsRecords).map(fieldsOf);
        const types = records.map(({ Type }) => String(Type));
        if (types.includes('CNAME') && types.length > 1) {
          return 'A CNAME record cannot be combined with records of other types.';
        }
        if (types.includes('CNAME') && RoutingPolicy === 'MULTIVALUE') {
          return 'A CNAME record requires the routing policy WEIGHTED.';
        }
        const isTimed = records.every(
          ({ TTL }) => Number(TTL) >= 0 && Number(TTL) <= 2_147_483_647,
        );
        return isTimed ? undefined : 'Invalid TTL of a DNS record.';
      }),
      rule(discoveryApi, candidate => {
        const { world, region, properties } = candidate;
        const id = String(
          properties.NamespaceId ??
            fieldsOf(properties.DnsConfig).NamespaceId ??
            '',
        );
        const isHttp = world.find(
          region,
          'AWS::ServiceDiscovery::HttpNamespace',
          id,
        );
        return isHttp && properties.DnsConfig !== undefined
          ? 'DnsConfig cannot be specified for a service in an HTTP namespace.'
          : undefined;
      }),
      rule(
        discoveryApi,
        candidate =>
          having(
            candidate,
            'AWS::ServiceDiscovery::Service',
            'NamespaceId',
            candidate.properties.NamespaceId,
          ).some(
            ({ properties }) =>
              properties.Name !== undefined &&
              stringOf(properties.Name) === textOf(candidate, 'Name'),
          )
            ? `Service already exists: ${textOf(candidate, 'Name')}`
            : undefined,
        'create',
      ),
    ],
  },
};

/** What programs read at run time: secrets, parameters and names of services. */
export const configurationRules: readonly ServiceRules[] = [
  secretsManager,
  ssm,
  serviceDiscovery,
];
