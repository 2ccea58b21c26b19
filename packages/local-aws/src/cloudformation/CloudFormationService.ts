import type { ResourceFaults } from '../faults/ResourceFault';
import type { Service } from '../Service';
import type { World } from '../World';
import { changeSetOperations } from './operations/changeSetOperations';
import { describeOperations } from './operations/describeOperations';
import { eventOperations } from './operations/eventOperations';
import type { OperationsContext } from './operations/OperationsContext';
import { stackOf } from './operations/stackOf';
import { stackOperations } from './operations/stackOperations';
import { templateOperations } from './operations/templateOperations';
import type { EngineCatalog } from './resources/EngineCatalog';
import { ResourceProvider } from './resources/ResourceProvider';
import type { SecretReader } from './SecretReader';
import { Scheduler } from './stacks/Scheduler';
import { StackEngine } from './stacks/StackEngine';
import { StackStore } from './stacks/StackStore';

export interface CloudFormationOptions {
  readonly world: World;
  readonly secrets: SecretReader;
  /** Faults of single resources. */
  readonly faults: ResourceFaults;
  readonly engines: EngineCatalog;
  /** The object at an S3 URL, for `TemplateURL`. Throws CloudFormation's error when it cannot be read. */
  readObject(url: string, region: string): string;
}

/** CloudFormation: stacks and change sets that create resources in the world, in AWS's durations divided by the world's speed. */
export function createCloudFormation(options: CloudFormationOptions): Service {
  const { world, secrets } = options;
  const store = new StackStore(world);
  const scheduler = new Scheduler(world.speed);
  const provider = new ResourceProvider({
    world,
    scheduler,
    secrets,
    faults: options.faults,
    engines: options.engines,
    regions: () => store.regions(),
  });
  const engine = new StackEngine({ world, store, provider, scheduler });
  const context: OperationsContext = {
    world,
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
