import type { Service } from './Service';
import { createApiGateway } from './services/apiGateway';
import { createApiGatewayV2 } from './services/apiGatewayV2';
import { createCloudWatch } from './services/cloudWatch';
import { createEcs } from './services/ecs';
import { ServiceScheduler } from './services/ecs/ServiceScheduler';
import { createElastiCache } from './services/elastiCache';
import { createKinesis } from './services/kinesis';
import { IncomingRecords } from './services/kinesis/IncomingRecords';
import { createRds } from './services/rds';
import { createS3 } from './services/s3';
import { ObjectStore } from './services/s3/ObjectStore';
import { SecretStore } from './services/secrets/SecretStore';
import { createSecretsManager } from './services/secretsManager';
import { createSts } from './services/sts';
import type { World } from './World';

/** Every service there is, over one world. */
export function createServices(world: World): Service[] {
  const secrets = new SecretStore(world);
  const objects = new ObjectStore(world);
  const scheduler = new ServiceScheduler(world);
  const incoming = new IncomingRecords(world);
  return [
    createSts(world),
    createSecretsManager(world, secrets),
    createS3(world, objects),
    createEcs(world, scheduler),
    createRds(world),
    createElastiCache(world),
    createKinesis(world, incoming),
    createApiGateway(world),
    createApiGatewayV2(world),
    createCloudWatch({ world, scheduler, incoming }),
  ];
}
