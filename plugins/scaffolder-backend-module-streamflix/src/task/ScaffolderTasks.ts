import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { TaskStep } from './taskState';

interface TaskEvent {
  type: string;
  body?: { message?: string };
}

/** `info: ` and the like, perhaps in colour. */
const mark = /^(\p{Cc}\[\d+m)?(debug|info|warn|error)(\p{Cc}\[\d+m)?: /u;

/**
 * The scaffolder's tasks, asked for in the name of this plugin. `scaffolderServiceRef` of scaffolder-node does the same, but
 * runs no task again with secrets (0.13.7).
 *
 * @throws ResponseError
 */
export class ScaffolderTasks {
  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  async steps(id: string): Promise<TaskStep[]> {
    const { spec } = await this.ask<{ spec: { steps: TaskStep[] } }>(`/${id}`);
    return spec.steps;
  }

  /** Lines of its log, oldest first, as its steps said them: without how the scaffolder marks the first of a message. */
  async lines(id: string): Promise<string[]> {
    const events = await this.events(id);
    return events
      .filter(({ type }) => type === 'log')
      .flatMap(({ body }) => String(body?.message).split('\n'))
      .map(line => line.replace(mark, ''));
  }

  /** Whether somebody has cancelled it since it was run the last time. */
  async isCancelled(id: string): Promise<boolean> {
    const events = await this.events(id);
    return events.some(({ type }) => type === 'cancelled');
  }

  /** Runs a task that has ended again. */
  async runAgain(id: string, secrets: Record<string, string>): Promise<void> {
    await this.ask(`/${id}/retry`, { secrets });
  }

  private events(id: string): Promise<TaskEvent[]> {
    return this.ask(`/${id}/events`);
  }

  private async ask<Answer>(path: string, body?: object): Promise<Answer> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'scaffolder',
    });
    const base = await this.discovery.getBaseUrl('scaffolder');
    const response = await fetch(`${base}/v2/tasks${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (await response.json()) as Answer;
  }
}
