import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { TaskStep } from './taskState';

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

  /** Whether somebody has cancelled it since it was run the last time. */
  async isCancelled(id: string): Promise<boolean> {
    const events = await this.ask<{ type: string }[]>(`/${id}/events`);
    return events.some(({ type }) => type === 'cancelled');
  }

  /** Runs a task that has ended again. */
  async runAgain(id: string, secrets: Record<string, string>): Promise<void> {
    await this.ask(`/${id}/retry`, { secrets });
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
