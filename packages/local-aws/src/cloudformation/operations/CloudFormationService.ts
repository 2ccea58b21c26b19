import type { ResourceFaults } from '../../faults/ResourceFault';
import type { Service } from '../../protocols/Service';
import type { Authorizer } from '../../iam/Authorizer';
import type { Quotas } from '../../world/Quotas';
import type { World } from '../../world/World';
import { changeSetOperations } from './changeSetOperations';
import { describeOperations } from './describeOperations';
import { eventOperations } from './eventOperations';
import type { OperationsContext } from './OperationsContext';
import { stackOf } from './stackOf';
import { stackOperations } from './stackOperations';
import { templateOperations } from './templateOperations';
import type { EngineCatalog } from '../../services/engines/EngineCatalog';
import type { IamStore } from '../../services/iam/IamStore';
import { ResourceProvider } from '../resources/ResourceProvider';
import type { SecretReader } from '../resources/SecretReader';
import { Scheduler } from '../resources/Scheduler';
import { StackEngine } from '../engine/StackEngine';
import { StackStore } from '../stacks/StackStore';

export interface CloudFormationOptions {
  readonly world: World;
  readonly secrets: SecretReader;
  /** Faults of single resources. */
  readonly faults: ResourceFaults;
  readonly engines: EngineCatalog;
  readonly quotas: Quotas;
  /** The roles and policies of the account. */
  readonly iam?: Pick<IamStore, 'role' | 'policy'>;
  /** Evaluates what callers and service roles may do. */
  readonly authorizer?: Authorizer;
  /** The object at an S3 URL, for `TemplateURL`. Throws CloudFormation's error when it cannot be read. */
  readObject(url: string, region: string): string;
}

/** CloudFormation: stacks and change sets that create resources in the world, in AWS's durations divided by the world's speed. */
export function createCloudFormation(options: CloudFormationOptions): Service {
  const { world, secrets, quotas, authorizer } = options;
  const store = new StackStore(world);
  const scheduler = new Scheduler(world.speed);
  const provider = new ResourceProvider({
    world,
    scheduler,
    secrets,
    faults: options.faults,
    engines: options.engines,
    iam: options.iam,
    quotas,
    authorizer,
    regions: () => store.regions(),
  });
  const engine = new StackEngine({ world, store, provider, scheduler });
  const context: OperationsContext = {
    world,
    quotas,
    authorizer,
    store,
    engine,
    scheduler,
    secrets,
    readObject: options.readObject.bind(options),
  };
  return {
    name: 'cloudformation',
    operations: {
      ...changeSetOperations(context),
      ...describeOperations(context),
      ...eventOperations(context),
      ...stackOperations(context),
      ...templateOperations(context),
    },
    stackOf: (input, region) => stackOf(store, region, input),
    close: () => scheduler.close(),
  };
}
