import { createCloudFormation } from '../cloudformation/operations/CloudFormationService';
import { readS3Object } from '../cloudformation/operations/readS3Object';
import { EngineCatalog } from '../services/engines/EngineCatalog';
import type { EngineVersions } from '../services/engines/engineVersions';
import type { FaultRegistry } from '../faults/FaultRegistry';
import type { AccessKeys } from '../signatures/AccessKeys';
import type { Service } from '../protocols/Service';
import { createAccount } from '../services/account';
import type { EnabledRegions } from '../services/EnabledRegions';
import { createApiGateway } from '../services/apiGateway';
import { createApiGatewayV2 } from '../services/apiGatewayV2';
import { createCloudWatch } from '../services/cloudWatch';
import { createEc2 } from '../services/ec2';
import { EventRouter } from '../services/events/EventRouter';
import { createEcr } from '../services/ecr';
import { createEcs } from '../services/ecs';
import { ServiceScheduler } from '../services/ecs/ServiceScheduler';
import { createElastiCache } from '../services/elastiCache';
import { createIam } from '../services/iam';
import { IamStore } from '../services/iam/IamStore';
import type { Access } from '../iam/Access';
import { Authorizer } from '../iam/Authorizer';
import { permissionsOfRole } from '../iam/permissionsOfRole';
import { roleAllows } from '../iam/roleAllows';
import type { Policies } from '../iam/PolicyStatement';
import { createKinesis } from '../services/kinesis';
import { createLogs } from '../services/logs';
import { createRds } from '../services/rds';
import { createS3 } from '../services/s3';
import { ObjectStore } from '../services/s3/ObjectStore';
import { resolveReference } from '../services/secrets/resolveReference';
import { SecretStore } from '../services/secrets/SecretStore';
import { createSecretsManager } from '../services/secretsManager';
import { createServiceQuotas } from '../services/serviceQuotas';
import { createSqs } from '../services/sqs';
import { MessageStore } from '../services/sqs/MessageStore';
import { createSsm, parameterValue } from '../services/ssm';
import { createSts } from '../services/sts';
import { type Limits, Quotas } from '../world/Quotas';
import type { World } from '../world/World';

export interface ServicesOptions {
  /** What callers and service roles may do; everything when missing. */
  readonly policies?: Policies;
  readonly onAccess?: (access: Access) => void;
  readonly world: World;
  /** The faults to inject. */
  readonly faults: FaultRegistry;
  readonly accessKeys: AccessKeys;
  readonly regions: EnabledRegions;
  /** Versions of databases and caches that stacks may ask for. */
  readonly engineVersions?: EngineVersions;
  /** Most resources of a type in a region; stacks may have any number when missing. */
  readonly limits?: Limits;
}

function createAuthorizer(
  policies: Policies,
  { world, accessKeys, onAccess }: ServicesOptions,
  stores: { iam: IamStore; secrets: SecretStore },
): Authorizer {
  const { iam, secrets } = stores;
  return new Authorizer({
    policies,
    world,
    accessKeys,
    onAccess,
    known: {
      roleArn: name => {
        const role = iam.role(name);
        return role && iam.arnOf('role', role);
      },
      secretArn: (region, id) => secrets.find(region, id)?.arn,
    },
    roleOfStack: name => permissionsOfRole(iam, name, world),
  });
}

/** All services, sharing one world, and what authorizes their callers, if there are policies. */
export function createServices(options: ServicesOptions): {
  readonly services: Service[];
  readonly authorizer?: Authorizer;
} {
  const { policies, world, faults, accessKeys, regions } = options;
  const quotas = new Quotas(world, options.limits);
  const engines = new EngineCatalog(options.engineVersions, faults);
  const secrets = new SecretStore(world);
  const objects = new ObjectStore(world);
  const scheduler = new ServiceScheduler(world);
  const messages = new MessageStore(world);
  const iam = new IamStore(world);
  const router = new EventRouter(world, messages, (roleArn, resource) =>
    roleAllows(iam, world, {
      roleArn,
      service: 'events.amazonaws.com',
      action: 'events:PutEvents',
      resource,
    }),
  );
  world.onEvent(event => router.route(event));
  const authorizer =
    policies && createAuthorizer(policies, options, { iam, secrets });
  const services = [
    createCloudFormation({
      authorizer,
      world,
      engines,
      iam,
      quotas,
      faults,
      secrets: {
        resolve: (region, reference) =>
          reference.startsWith('ssm:')
            ? parameterValue(world, region, reference.slice('ssm:'.length))
            : resolveReference(secrets, region, reference),
      },
      readObject: (url, region) => readS3Object(objects, url, region),
    }),
    createSts(world, accessKeys),
    createAccount(regions),
    createServiceQuotas(world, quotas),
    createIam(iam),
    createSecretsManager(world, secrets),
    createS3(world, objects),
    createEcr(world, objects),
    createEcs(world, scheduler),
    createRds(world, engines),
    createElastiCache(world, engines),
    createKinesis(world),
    createApiGateway(world),
    createApiGatewayV2(world, faults),
    createCloudWatch({ world, scheduler }),
    createLogs(world),
    createSqs(world, messages),
    createSsm(world),
    createEc2(world, regions),
  ];
  return { services, authorizer };
}
