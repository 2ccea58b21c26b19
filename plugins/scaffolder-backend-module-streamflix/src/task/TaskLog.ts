import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

interface TaskEvent {
  type: string;
  body?: { message?: string };
}

/** Level prefix such as `info: `, possibly in colour. */
const levelPrefix = /^(\p{Cc}\[\d+m)?(debug|info|warn|error)(\p{Cc}\[\d+m)?: /u;

/** Reads the logs of scaffolder tasks, with this plugin's credentials, so that a resumed task can skip earlier lines. */
export class TaskLog {
  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  /**
   * Lines as the steps logged them, oldest first, without the scaffolder's prefix on the first line of a message. @throws
   * ResponseError
   */
  async lines(taskId: string): Promise<string[]> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'scaffolder',
    });
    const base = await this.discovery.getBaseUrl('scaffolder');
    const response = await fetch(`${base}/v2/tasks/${taskId}/events`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const events = (await response.json()) as TaskEvent[];
    return events
      .filter(({ type }) => type === 'log')
      .flatMap(({ body }) => String(body?.message).split('\n'))
      .map(line => line.replace(levelPrefix, ''));
  }
}
