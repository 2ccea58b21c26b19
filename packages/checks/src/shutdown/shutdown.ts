import { match, ok, strictEqual as equal } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { hangsAtStream } from '../faults/families/steps';
import { SeededRandom } from '../faults/SeededRandom';
import { runCheck, type Suite } from '../faults/Suite';
import type { TaskEnd } from '../realBackend/ScaffolderApi';
import { Installation, region } from './Installation';
import {
  checkName,
  expected,
  operations,
  rounds,
  type Operation,
  type Round,
} from './rounds';

/** Milliseconds until an outcome must be published, whatever happened. */
const publishingLimit = 90_000;

/** Starts the four operations on the first replica. @returns suffix and task of each */
async function startOperations(
  { replicas: [first] }: Installation,
  prefix: string,
): Promise<Record<Operation, { suffix: string; task: string }>> {
  const ada = first.as('ada');
  const suffixOf = (operation: Operation) => `${prefix}-${operation}`;
  const create = (suffix: string) =>
    ada.createTask('create-streamflix-environment', {
      suffix,
      region,
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
    });
  const [created, updated, deleted, cancelled] = await Promise.all([
    create(suffixOf('create')),
    ada.createTask('create-streamflix-environment', {
      suffix: suffixOf('update'),
      region,
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      size: { stream: { shards: 3 } },
    }),
    ada.createTask('destroy-streamflix-environment', {
      environment: `resource:default/streamflix-${suffixOf(
        'delete',
      )}-${region}`,
      confirmation: suffixOf('delete'),
    }),
    create(suffixOf('cancel')),
  ]);
  const started = {
    create: created,
    update: updated,
    delete: deleted,
    cancel: cancelled,
  };
  await ada.waitForLine(started.cancel, /\d\/\d+ · /);
  await ada.cancelTask(started.cancel);
  return Object.fromEntries(
    operations.map(operation => [
      operation,
      { suffix: suffixOf(operation), task: started[operation] },
    ]),
  ) as Record<Operation, { suffix: string; task: string }>;
}

async function disturb(
  installation: Installation,
  round: Round,
  random: SeededRandom,
): Promise<void> {
  const { outage, signal, within } = round;
  if (outage) {
    await sleep(outage.from);
    const end = installation.interrupt(outage.part);
    await sleep(outage.until - outage.from);
    end();
  }
  if (!signal || !within) return;
  await sleep(random.integer(...within));
  const stricken = installation.replicas.slice(0, round.replicas ?? 1);
  const seconds = await Promise.all(
    stricken.map(async replica => {
      if (signal === 'SIGTERM') return replica.terminate();
      await replica.kill();
      return 0;
    }),
  );
  for (const replica of stricken) await replica.start();
  ok(
    Math.max(...seconds) <= 10,
    `It took ${Math.max(...seconds)} s to exit after SIGTERM.`,
  );
}

/** Waits until something was published. */
async function published(
  read: () => Promise<readonly unknown[]> | readonly unknown[],
): Promise<void> {
  const deadline = Date.now() + publishingLimit;
  while ((await read()).length === 0 && Date.now() < deadline) await sleep(250);
}

async function verify(
  installation: Installation,
  operation: Operation,
  { suffix, task }: { suffix: string; task: string },
  { signal }: Round,
): Promise<void> {
  const { eventId, message } = expected[operation];
  const [first] = installation.replicas;
  const end: TaskEnd = await first.as('ada').waitForTask(task);
  const readOutcomes = () =>
    installation
      .outcomes(suffix, eventId)
      // Excludes events from before the round, when the environment was created.
      .filter(({ meta }) => !/^arn:/.test(String(meta?.requester)));
  await published(readOutcomes);
  const stack = await installation.status(suffix);
  const text = `${end.error ?? ''}\n${end.log.join('\n')}`;
  // A cancellation that AWS had not received when the process was killed is lost: Backstage deletes the credentials it needs.
  const isUncancelled =
    operation === 'cancel' && signal !== undefined && stack !== 'absent';
  if (isUncancelled) {
    equal(stack, 'CREATE_COMPLETE');
    equal(end.status, 'failed');
  } else {
    equal(stack, expected[operation].stack);
    equal(end.status, expected[operation].task, text);
    // Backstage deletes the credentials of a cancelled task: the resuming process cannot run its step and only publishes the
    // outcome.
    const isForgotten = operation === 'cancel' && signal !== undefined;
    match(
      text,
      isForgotten ? /was cancelled|Request failed with 401/ : message,
    );
  }
  const expectedTitle = isUncancelled ? /was created/ : message;
  const readTitles = async () =>
    (await installation.notifications(suffix)).filter(title =>
      expectedTitle.test(title),
    );
  await published(readTitles);
  // A second one, which must not be, comes a little later.
  await sleep(3_000);
  const outcomes = readOutcomes();
  const ids = new Set(outcomes.map(({ meta }) => meta?.operationId));
  equal(ids.size, 1, `${ids.size} operations were audited: ${[...ids]}`);
  // A process killed between the audit event and its record writes the same event again.
  ok(
    outcomes.length === 1 || (signal === 'SIGKILL' && outcomes.length === 2),
    `${outcomes.length} audit events`,
  );
  match(String(outcomes[0].meta?.message), expectedTitle);
  const titles = await readTitles();
  equal(titles.length, 1, `${titles.length} notifications`);
}

/** A backend that shuts down, or an unavailable service: every operation still has its outcome, reported once. */
export const shutdown: Suite = {
  name: 'shutdown',
  names: rounds.flatMap(round =>
    operations.map(operation => checkName(operation, round)),
  ),
  async run(names, { seed }, onResult) {
    const installation = await Installation.open();
    try {
      for (const [index, round] of rounds.entries()) {
        const wanted = operations.filter(operation =>
          names.has(checkName(operation, round)),
        );
        if (wanted.length === 0) continue;
        const prefix = `r${index}x`;
        await Promise.all([
          installation.create(`${prefix}-update`),
          installation.create(`${prefix}-delete`),
        ]);
        await inCatalog(installation, `${prefix}-delete`);
        // On a busy machine a creation would end before its cancellation arrives. A killed process loses the cancellation: its
        // creation must be able to end.
        if (!round.signal) {
          installation.aws.faults.add({
            ...hangsAtStream('create'),
            stack: `streamflix-${prefix}-cancel`,
          });
        }
        const started = await startOperations(installation, prefix);
        let disturbed: unknown;
        await disturb(
          installation,
          round,
          new SeededRandom(seed + index),
        ).catch((error: unknown) => {
          disturbed = error;
        });
        const results = await Promise.all(
          wanted.map(operation =>
            runCheck(checkName(operation, round), async () => {
              if (disturbed) throw disturbed;
              await verify(installation, operation, started[operation], round);
            }),
          ),
        );
        results.forEach(onResult);
      }
    } finally {
      await installation.close();
    }
  },
};

/** Waits until an environment is in the catalog. */
async function inCatalog(
  { replicas: [first] }: Installation,
  suffix: string,
): Promise<void> {
  const path = `/api/catalog/entities/by-name/resource/default/streamflix-${suffix}-${region}`;
  for (let tries = 0; ; tries++) {
    try {
      await first.as('ada').request(path);
      return;
    } catch (error) {
      if (tries > 300) throw error;
      await sleep(200);
    }
  }
}
