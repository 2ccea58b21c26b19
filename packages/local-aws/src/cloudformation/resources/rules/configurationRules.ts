import { fieldsOf, isFields, listOf, stringOf } from '../../../world/values';
import { having } from '../Candidate';
import {
  form,
  isSet,
  parsedJson,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const secretsManager: ServiceRules = {
  service: 'SecretsManager',
  rules: {
    'AWS::SecretsManager::Secret': [
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
        ({ properties }) => {
          const { PasswordLength, SecretStringTemplate, GenerateStringKey } =
            fieldsOf(properties.GenerateSecretString);
          if (Number(PasswordLength ?? 32) > 4096) {
            return 'Password length must be at most 4096.';
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
          const kinds = ['Lowercase', 'Uppercase', 'Numbers', 'Punctuation'];
          return kinds.every(
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

const serviceDiscovery: ServiceRules = {
  service: 'ServiceDiscovery',
  rules: {
    'AWS::ServiceDiscovery::PrivateDnsNamespace': [
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
