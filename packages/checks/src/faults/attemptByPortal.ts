import { entityName } from '@streamflix/backstage-plugin-streamflix-common';
import type { TaskEnd } from '../realBackend/ScaffolderApi';
import type { Account } from './Account';
import { inputOf } from './inputOf';
import { killAt } from './killAt';
import type { Portal } from './Portal';
import type { Attempt, Ending } from './Scenario';
import { region } from './Stage';

/** Maps a task's message to the attempt's outcome and the task's expected status. */
const endings: readonly { is: RegExp; ending: Ending; task: string }[] = [
  { is: / was created in \d/, ending: 'created', task: 'completed' },
  { is: / was changed in \d/, ending: 'updated', task: 'completed' },
  { is: / was destroyed in \d/, ending: 'destroyed', task: 'completed' },
  { is: / was cancelled(,| and) /, ending: 'cancelled', task: 'failed' },
  { is: /Nothing was destroyed\.$/, ending: 'refused', task: 'failed' },
];

/** The scaffolder's prefix of the first line of a message. */
const mark = /^(\p{Cc}\[\d+m)?(info|warn|error)(\p{Cc}\[\d+m)?: /u;

const ofProgress = /^\d+\/\d+ · /;

const entityRef = (suffix: string) =>
  `resource:default/${entityName({ suffix, region })}`;

/** Runs an attempt like a user: by a task of the portal, in a real backend that may be killed during it. */
export async function attemptByPortal(
  portal: Portal,
  attempt: Attempt,
  options: { suffix: string; seed: number },
): Promise<Account> {
  const death = attempt.death && killAt(portal, attempt.death, options);
  try {
    return await follow(portal, attempt, { ...options, death });
  } finally {
    // Also when the attempt fails: the backend that is starting must be awaited.
    await death?.over();
  }
}

async function follow(
  portal: Portal,
  attempt: Attempt,
  options: { suffix: string; death?: { over(): Promise<boolean> } },
): Promise<Account> {
  const { backend } = portal;
  const { suffix, death } = options;
  const task = await begin(portal, attempt, suffix);
  const amiss: string[] = [];
  for (const { at, do: deed } of attempt.besides ?? []) {
    if (at === 'planned' || !('line' in at) || deed !== 'cancel') {
      throw new Error('Of a task only lines are heard, and it is cancelled.');
    }
    const { line } = at;
    const ended = new AbortController();
    await Promise.race([
      backend.waitForLine(task, line, ended.signal),
      backend.waitForTask(task),
    ]).finally(() => ended.abort());
    const { log } = await backend.task(task);
    if (log.some(text => line.test(text))) await backend.cancelTask(task);
    else amiss.push(`the moment never came: line ${line}`);
  }
  const end = await backend.waitForTask(task);
  const log = end.log.map(line => line.replace(mark, ''));
  // Both may end before the new backend reports that it is ready.
  const died = await death?.over();
  const told = log.filter(line => !ofProgress.test(line));
  const words =
    end.error ??
    told.filter(line => endings.some(({ is }) => is.test(line))).join('\n');
  const found = endings.find(({ is }) => is.test(words));
  if (found && found.task !== end.status) {
    amiss.push(`the task is ${end.status}, and says: ${words}`);
  }
  const ending = found?.ending ?? 'broken-off';
  amiss.push(...judgeOutput(end, { suffix, ending, words }));
  const answers = await Promise.all(
    [
      '/api/catalog/entities',
      '/api/streamflix/environments',
      `/api/scaffolder/v2/tasks/${task}`,
      `/api/scaffolder/v2/tasks/${task}/events`,
    ].map(path => backend.get(path)),
  );
  return {
    ending,
    words: words || `The task is ${end.status}, and last said: ${told.at(-1)}`,
    lines: log.flatMap(text => (ofProgress.test(text) ? [{ text }] : [])),
    notices: [],
    died,
    amiss,
    begun: [],
    handed: JSON.stringify([answers, end.output]) + backend.output,
  };
}

/** The task's page shows the outcome's message and links to the environment; for a failed task it shows neither. */
function judgeOutput(
  { status, output }: TaskEnd,
  expected: { suffix: string; ending: Ending; words: string },
): string[] {
  const { suffix, ending, words } = expected;
  const shown = output as {
    text?: { content?: string }[];
    links?: { entityRef?: string }[];
  };
  const sentences = shown.text?.map(({ content }) => content) ?? [];
  const entities = shown.links?.flatMap(link => link.entityRef ?? []) ?? [];
  const isDone = status === 'completed';
  const leads = isDone && ending !== 'destroyed' ? [entityRef(suffix)] : [];
  const wrong: string[] = [];
  if (sentences.length !== (isDone ? 1 : 0)) {
    wrong.push(`the output has ${sentences.length} sentences`);
  }
  for (const sentence of sentences) {
    if (!sentence || !words.split('\n').includes(sentence)) {
      wrong.push(`the output says ${sentence}, and the log ${words}`);
    }
  }
  if (entities.join() !== leads.join()) {
    wrong.push(`the output leads to ${entities.join(', ') || 'nothing'}`);
  }
  return wrong;
}

function begin(
  { backend }: Portal,
  attempt: Attempt,
  suffix: string,
): Promise<string> {
  const environment = entityRef(suffix);
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
        // The requester is the guest, who may change and destroy environments that the guest owns.
        owner: 'user:default/guest',
        secrets,
      });
  }
}
