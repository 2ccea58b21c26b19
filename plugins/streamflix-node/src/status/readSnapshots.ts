import type {
  ComponentReadings,
  StackFacts,
  StackSnapshot,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { AwsAccess, AwsClients, AwsTarget } from '../aws/AwsAccess';
import { componentConsoleUrls } from './componentConsoleUrls';
import { MetricBatch } from './MetricBatch';
import { OperationReader } from './OperationReader';
import type { Draft, Drafts, Named, ReadContext } from './ReadContext';
import { readApis } from './readers/readApis';
import { readCaches } from './readers/readCaches';
import { readDatabases } from './readers/readDatabases';
import { readEcs } from './readers/readEcs';
import { readStreams } from './readers/readStreams';
import { read } from './reading';
import type { ListedEnvironment } from '../cloudformation/stackFacts';
import { RareReadings } from './RareReadings';
import { readTemplateFacts } from './readTemplateFacts';

/** Templates and events are read per stack. */
const maxConcurrentStacks = 5;

/** Caches final operations, as long as the access exists. */
const readers = new WeakMap<AwsAccess, OperationReader>();

function operationReaderOf(access: AwsAccess): OperationReader {
  const found = readers.get(access);
  if (found) return found;
  const made = new OperationReader(access.diagnostics);
  readers.set(access, made);
  return made;
}

/** What is read of the stack itself. */
type OwnFacts = Pick<
  StackSnapshot,
  'spec' | 'progress' | 'explanation' | 'cancelled'
>;

async function readStack(
  operations: OperationReader,
  clients: AwsClients,
  stack: StackFacts,
  rare: RareReadings,
): Promise<OwnFacts> {
  const template = await readTemplateFacts(clients.cloudFormation, stack, rare);
  const operation = await operations.read(
    clients,
    stack,
    template.ok ? template.value.logicalIds : [],
  );
  return {
    spec: template.ok ? { ...template, value: template.value.spec } : template,
    ...operation,
  };
}

/** Reads every component of the target's environments, then all their metrics together. */
async function readComponents(
  clients: AwsClients,
  target: AwsTarget,
  environments: readonly Named[],
  rare: RareReadings,
): Promise<(environment: Named) => ComponentReadings> {
  const context: ReadContext = { clients, metrics: new MetricBatch(), rare };
  const [ecs, database, cache, stream, api] = await Promise.all([
    readEcs(context, environments),
    readDatabases(context, environments),
    readCaches(context, environments),
    readStreams(context, environments),
    readApis(context, environments),
  ]);
  await context.metrics.send(clients.cloudWatch, target);
  return environment => ({
    ...complete('ecs', ecs, environment),
    ...complete('database', database, environment),
    ...complete('cache', cache, environment),
    ...complete('stream', stream, environment),
    ...complete('api', api, environment),
  });
}

function complete<K extends keyof ComponentReadings>(
  kind: K,
  drafts: Drafts<K>,
  environment: Named,
) {
  const reading = drafts.get(environment);
  if (!reading) return {};
  const draft = (value: Draft<K>) => ({ ...reading, value: value() });
  return { [kind]: reading.ok ? draft(reading.value) : reading };
}

/**
 * Reads everything about the environments of one account and region, with batch calls where a service has them.
 *
 * Never throws: what could not be read has the reason in its reading and does not affect the rest. The calls grow with the number
 * of environments: one `GetMetricData` for all, one description for all databases and for all caches, and one for each cluster,
 * stream and API.
 *
 * @param environments - as listed; all in `target`
 * @param options - `until`: milliseconds since the epoch until which a reading of many environments may last. What changes only with a
 *   stack is then read once an hour, and what could not be read in time has a reason. Undefined reads everything.
 * @public
 */
export async function readSnapshots(
  access: AwsAccess,
  target: AwsTarget,
  environments: readonly ListedEnvironment[],
  options: { until?: number } = {},
): Promise<StackSnapshot[]> {
  if (environments.length === 0) return [];
  const localAws = await access.isLocalAws().catch(() => false);
  const clients = await read(() => access.clients(target));
  const base = ({ ref, stack, readAt }: ListedEnvironment) => ({
    ref,
    stack: { ok: true, value: stack, readAt } as const,
    localAws,
    readAt,
  });
  if (!clients.ok) {
    return environments.map(environment => ({
      ...base(environment),
      stack: clients,
      spec: clients,
      components: {},
    }));
  }
  const operations = operationReaderOf(access);
  const rare = new RareReadings(access.readings, options.until);
  const limit = pLimit(maxConcurrentStacks);
  const named: Named[] = environments.map(({ ref, stack }) => ({
    ref,
    stack,
    outputs: stack.outputs,
  }));
  const [facts, componentsOf] = await Promise.all([
    Promise.all(
      named.map(({ stack }) =>
        limit(() => readStack(operations, clients.value, stack, rare)),
      ),
    ),
    readComponents(clients.value, target, named, rare),
  ]);
  return environments.map((environment, i) => {
    const components = componentsOf(named[i]);
    return {
      ...base(environment),
      ...facts[i],
      components,
      // Local AWS has no console.
      ...(!localAws && {
        consoleUrls: componentConsoleUrls(environment, components),
      }),
    };
  });
}
