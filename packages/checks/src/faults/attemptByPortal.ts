import { entityName } from '@streamflix/backstage-plugin-streamflix-common';
import type { TaskEnd } from '../realBackend/ScaffolderApi';
import type { AttemptReport } from './AttemptReport';
import { inputOf } from './inputOf';
import { killAt } from './killAt';
import type { Portal } from './Portal';
import type { Attempt, AttemptOutcome } from './Scenario';
import { region } from './ScenarioAws';

/** Maps a task's message to the attempt's outcome and the task's expected status. */
const outcomes: readonly {
  is: RegExp;
  outcome: AttemptOutcome;
  task: string;
}[] = [
  { is: / was created in \d/, outcome: 'created', task: 'completed' },
  { is: / was changed in \d/, outcome: 'updated', task: 'completed' },
  { is: / was destroyed in \d/, outcome: 'destroyed', task: 'completed' },
  { is: / was cancelled(,| and) /, outcome: 'cancelled', task: 'failed' },
  { is: /Nothing was destroyed\.$/, outcome: 'refused', task: 'failed' },
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
): Promise<AttemptReport> {
  const kill = attempt.kill && killAt(portal, attempt.kill, options);
  try {
    return await follow(portal, attempt, { ...options, kill });
  } finally {
    // Also when the attempt fails: the backend that is starting must be awaited.
    await kill?.over();
  }
}

async function follow(
  portal: Portal,
  attempt: Attempt,
  options: { suffix: string; kill?: { over(): Promise<boolean> } },
): Promise<AttemptReport> {
  const { backend } = portal;
  const { suffix, kill } = options;
  const task = await start(portal, attempt, suffix);
  const problems: string[] = [];
  for (const { at, do: action } of attempt.meanwhile ?? []) {
    if (at === 'planned' || !('line' in at) || action !== 'cancel') {
      throw new Error(
        'Of a task only lines are processed, and it is cancelled.',
      );
    }
    const { line } = at;
    const ended = new AbortController();
    await Promise.race([
      backend.waitForLine(task, line, ended.signal),
      backend.waitForTask(task),
    ]).finally(() => ended.abort());
    const { log } = await backend.task(task);
    if (log.some(text => line.test(text))) await backend.cancelTask(task);
    else problems.push(`the moment never came: line ${line}`);
  }
  const end = await backend.waitForTask(task);
  const log = end.log.map(line => line.replace(mark, ''));
  // Both may end before the new backend reports that it is ready.
  const killed = await kill?.over();
  const notices = log.filter(line => !ofProgress.test(line));
  const message =
    end.error ??
    notices.filter(line => outcomes.some(({ is }) => is.test(line))).join('\n');
  const found = outcomes.find(({ is }) => is.test(message));
  if (found && found.task !== end.status) {
    problems.push(`the task is ${end.status}, and messages: ${message}`);
  }
  const outcome = found?.outcome ?? 'broken-off';
  problems.push(...checkOutput(end, { suffix, outcome, message }));
  const answers = await Promise.all(
    [
      '/api/catalog/entities',
      '/api/streamflix/environments',
      `/api/scaffolder/v2/tasks/${task}`,
      `/api/scaffolder/v2/tasks/${task}/events`,
    ].map(path => backend.get(path)),
  );
  return {
    outcome,
    message:
      message ||
      `The task is ${end.status}, and its last line was: ${notices.at(-1)}`,
    lines: log.flatMap(text => (ofProgress.test(text) ? [{ text }] : [])),
    notices: [],
    killed,
    problems,
    addedFaults: [],
    otherOutput: JSON.stringify([answers, end.output]) + backend.output,
  };
}

/** The task's page shows the outcome's message and links to the environment; for a failed task it shows neither. */
function checkOutput(
  { status, output }: TaskEnd,
  expected: { suffix: string; outcome: AttemptOutcome; message: string },
): string[] {
  const { suffix, outcome, message } = expected;
  const shown = output as {
    text?: { content?: string }[];
    links?: { entityRef?: string }[];
  };
  const texts = shown.text?.map(({ content }) => content) ?? [];
  const entities = shown.links?.flatMap(link => link.entityRef ?? []) ?? [];
  const isDone = status === 'completed';
  const leads = isDone && outcome !== 'destroyed' ? [entityRef(suffix)] : [];
  const wrong: string[] = [];
  if (texts.length !== (isDone ? 1 : 0)) {
    wrong.push(`the output has ${texts.length} messages`);
  }
  for (const text of texts) {
    if (!text || !message.split('\n').includes(text)) {
      wrong.push(`the output messages ${text}, and the log ${message}`);
    }
  }
  if (entities.join() !== leads.join()) {
    wrong.push(`the output leads to ${entities.join(', ') || 'nothing'}`);
  }
  return wrong;
}

function start(
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
