import { setTimeout as sleep } from 'node:timers/promises';

/** A task as the scaffolder tells of it. */
export interface Task {
  /** `open`, `processing`, `completed`, `failed`, `cancelled` or `skipped`. */
  status: string;
  /** Lines of its log. */
  log: string[];
  /** What the person reads when it failed. */
  error?: string;
  output: Record<string, unknown>;
}

/** A task that has ended. */
export type TaskEnd = Task;

interface TaskEvent {
  type: string;
  body: {
    message?: string;
    error?: { message: string };
    output?: Record<string, unknown>;
  };
}

/** Seconds the catalog may take to read the example's templates. */
const patience = 60;

/** Seconds in which a task that has lost its credentials is run again, if it ever is: it must be stale, and found so. */
const respite = 40;

const hasEnded = ({ status }: Pick<Task, 'status'>) =>
  !['open', 'processing'].includes(status);

const isLost = (task: Task) =>
  hasEnded(task) && /401 Unauthorized/.test(task.error ?? '');

class RefusedRequest extends Error {
  constructor(readonly status: number, path: string, text: string) {
    super(`${path} answers ${status}: ${text}`);
    this.name = 'RefusedRequest';
  }
}

/** The scaffolder over HTTP, as the guest uses it. Waits go on while the backend is dead, for it may come back. */
export class ScaffolderApi {
  readonly #url: string;
  readonly #closed = new AbortController();
  #token?: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Ends every wait with an error: the backend does not come back. */
  close(): void {
    this.#closed.abort(new Error('The backend has been disposed of.'));
  }

  /**
   * Asks the backend as the guest, who signs in when there is need.
   *
   * @throws RefusedRequest when it refuses; TypeError when it does not answer
   */
  async request(
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<unknown> {
    const ask = async () =>
      fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${(this.#token ??= await this.#signIn())}`,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
    let response = await ask();
    if (response.status === 401) {
      // Keys and tokens end; a guest signs in again.
      this.#token = undefined;
      response = await ask();
    }
    const text = await response.text();
    if (!response.ok) throw new RefusedRequest(response.status, path, text);
    return text ? JSON.parse(text) : undefined;
  }

  async #signIn(): Promise<string> {
    const path = '/api/auth/guest/refresh';
    const response = await fetch(this.#url + path, { method: 'POST' });
    const text = await response.text();
    if (!response.ok) throw new RefusedRequest(response.status, path, text);
    return JSON.parse(text).backstageIdentity.token;
  }

  async create(template: string, values: object): Promise<string> {
    const deadline = Date.now() + patience * 1000;
    for (;;) {
      try {
        const { id } = (await this.request('/api/scaffolder/v2/tasks', {
          templateRef: `template:default/${template}`,
          values,
        })) as { id: string };
        return id;
      } catch (error) {
        const unread = error instanceof RefusedRequest && error.status === 404;
        if (!unread || Date.now() > deadline) throw error;
        await sleep(200);
      }
    }
  }

  async cancel(id: string): Promise<void> {
    await this.request(`/api/scaffolder/v2/tasks/${id}/cancel`, {});
  }

  async retry(id: string): Promise<void> {
    await this.request(`/api/scaffolder/v2/tasks/${id}/retry`, { secrets: {} });
  }

  async read(id: string): Promise<Task> {
    const path = `/api/scaffolder/v2/tasks/${id}`;
    const { status } = (await this.request(path)) as { status: string };
    const events = (await this.request(`${path}/events`)) as TaskEvent[];
    const last = events.findLast(({ type }) => type === 'completion')?.body;
    // It has ended, or was run again, between the two questions.
    if (!last && hasEnded({ status })) return this.read(id);
    return {
      status,
      log: events
        .filter(({ type }) => type === 'log')
        .flatMap(({ body }) => String(body.message).split('\n')),
      error: last?.error?.message,
      output: last?.output ?? {},
    };
  }

  async statuses(): Promise<Map<string, string>> {
    const { tasks } = (await this.request(
      '/api/scaffolder/v2/tasks?limit=1000&order=desc:created_at',
    )) as { tasks: { id: string; status: string }[] };
    return new Map(tasks.map(({ id, status }) => [id, status]));
  }

  async waitForLine(
    id: string,
    line: RegExp,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#until(
      id,
      ({ log }) => log.some(text => line.test(text)),
      signal,
    );
  }

  async waitForEnd(id: string): Promise<TaskEnd> {
    let end = await this.#until(id, hasEnded);
    if (isLost(end)) {
      // It has lost its credentials, and may be run again for its end.
      const deadline = Date.now() + respite * 1000;
      end = await this.#until(
        id,
        task => !isLost(task) || Date.now() > deadline,
      );
      if (!hasEnded(end)) return this.waitForEnd(id);
    }
    return end;
  }

  async #until(
    id: string,
    isIt: (task: Task) => boolean,
    signal?: AbortSignal,
  ): Promise<Task> {
    for (;;) {
      this.#closed.signal.throwIfAborted();
      signal?.throwIfAborted();
      try {
        const task = await this.read(id);
        if (isIt(task)) return task;
      } catch (error) {
        if (error instanceof RefusedRequest) throw error;
      }
      await sleep(100);
    }
  }
}
