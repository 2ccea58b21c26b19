import { entityName } from '@streamflix/backstage-plugin-streamflix-common';
import type { Account } from './Account';
import { inputOf } from './inputOf';
import { killAt } from './killAt';
import type { Portal } from './Portal';
import type { Attempt, Ending } from './Scenario';
import { region } from './Stage';

/** How a task's words tell an ending. */
const endings: readonly (readonly [RegExp, Ending])[] = [
  [/ was created in \d/, 'created'],
  [/ was changed in \d/, 'updated'],
  [/ was destroyed in \d/, 'destroyed'],
  [/ (was|has been) cancelled/, 'cancelled'],
  [/could not be (created|changed),? and/, 'rolled-back'],
];

/** How the scaffolder marks the first line of a message. */
const mark = /^(\p{Cc}\[\d+m)?(info|warn|error)(\p{Cc}\[\d+m)?: /u;

const ofProgress = /^\d+\/\d+ · /;

/** Makes an attempt as a person does: by a task of the portal, in a real backend that may be killed meanwhile. */
export async function attemptByPortal(
  portal: Portal,
  attempt: Attempt,
  options: { suffix: string; seed: number },
): Promise<Account> {
  const { stage, backend } = portal;
  const { suffix, seed } = options;
  const death =
    attempt.death && killAt(portal, attempt.death, { suffix, seed });
  const task = await begin(portal, attempt, suffix);
  for (const { at, do: deed } of attempt.besides ?? []) {
    if (at === 'planned' || !('line' in at) || deed !== 'cancel') {
      throw new Error('Of a task only lines are heard, and it is cancelled.');
    }
    await backend.waitForLine(task, at.line);
    await backend.cancelTask(task);
  }
  const {
    status,
    log: marked,
    error,
    output,
  } = await backend.waitForTask(task);
  const log = marked.map(line => line.replace(mark, ''));
  // Both may come to an end before the new backend says that it is ready.
  const died = await death?.over();
  const told = log.filter(line => !ofProgress.test(line));
  const words =
    error ??
    told.filter(line => endings.some(([is]) => is.test(line))).join('\n');
  const [, ending] = endings.find(([is]) => is.test(words)) ?? [];
  const answers = await Promise.all(
    [
      '/api/catalog/entities',
      '/api/streamflix/environments',
      `/api/scaffolder/v2/tasks/${task}`,
      `/api/scaffolder/v2/tasks/${task}/events`,
    ].map(path => backend.get(path)),
  );
  stage.aws.faults.clear();
  return {
    ending: ending ?? (status === 'failed' ? 'refused' : 'planned'),
    words,
    lines: log.flatMap(text => (ofProgress.test(text) ? [{ text }] : [])),
    notices: [],
    died,
    handed: JSON.stringify([answers, output]) + backend.output,
  };
}

function begin(
  { backend }: Portal,
  attempt: Attempt,
  suffix: string,
): Promise<string> {
  const environment = `resource:default/${entityName(suffix, region)}`;
  const input = inputOf(suffix, attempt);
  const { blueprint, secrets, stream, database } = input;
  switch (attempt.do) {
    case 'destroy':
      return backend.createTask('destroy-streamflix-environment', {
        environment,
        confirmation: attempt.confirmation ?? suffix,
      });
    case 'change':
      return backend.createTask('change-streamflix-environment', {
        environment,
        suffix,
        size: { stream, database },
      });
    default:
      return backend.createTask('create-streamflix-environment', {
        suffix,
        blueprint,
        region,
        // Who asks is the guest, who may change and destroy what is the guest's own.
        owner: 'user:default/guest',
        secrets,
      });
  }
}
