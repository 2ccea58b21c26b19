import type {
  ComponentReadings,
  StackFacts,
  StackSnapshot,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { AwsAccess, AwsClients, AwsTarget } from '../aws/AwsAccess';
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
import { TemplateReader } from './TemplateReader';

/** Templates and events are read per stack. */
const stacksAtATime = 5;

/** Caches between readings, as long as the access exists. */
interface Readers {
  templates: TemplateReader;
  operations: OperationReader;
}

const readersOf = new WeakMap<AwsAccess, Readers>();

function readersFor(access: AwsAccess): Readers {
  const found = readersOf.get(access);
  if (found) return found;
  const made = {
    templates: new TemplateReader(),
    operations: new OperationReader(access.diagnostics),
  };
  readersOf.set(access, made);
  return made;
}

/** A listed environment with the facts from its stack. */
interface EnvironmentFactsRead extends Named {
  environment: ListedEnvironment;
  facts: Pick<StackSnapshot, 'spec' | 'progress' | 'explanation' | 'cancelled'>;
}

async function readStack(
  readers: Readers,
  clients: AwsClients,
  stack: StackFacts,
): Promise<EnvironmentFactsRead['facts']> {
  const template = await readers.templates.read(clients.cloudFormation, stack);
  const operation = await readers.operations.read(
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
): Promise<(environment: Named) => ComponentReadings> {
  const context: ReadContext = { clients, metrics: new MetricBatch() };
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
 * @public
 */
export async function readSnapshots(
  access: AwsAccess,
  target: AwsTarget,
  environments: readonly ListedEnvironment[],
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
  const readers = readersFor(access);
  const limit = pLimit(stacksAtATime);
  const found: EnvironmentFactsRead[] = await Promise.all(
    environments.map(environment =>
      limit(async () => ({
        environment,
        ref: environment.ref,
        outputs: environment.stack.outputs,
        facts: await readStack(readers, clients.value, environment.stack),
      })),
    ),
  );
  const componentsOf = await readComponents(clients.value, target, found);
  return found.map(each => ({
    ...base(each.environment),
    ...each.facts,
    components: componentsOf(each),
  }));
}
