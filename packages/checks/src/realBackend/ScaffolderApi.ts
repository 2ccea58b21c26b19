import { setTimeout as sleep } from 'node:timers/promises';

/** A task in the scaffolder's API. */
export interface Task {
  /** `open`, `processing`, `completed`, `failed`, `cancelled` or `skipped`. */
  status: string;
  /** Lines of its log. */
  log: string[];
  /** The error message shown to the user when it failed. */
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

/** Seconds the catalog may take to read the example's users and templates. */
const catalogTimeout = 60;

const hasEnded = ({ status }: Pick<Task, 'status'>) =>
  !['open', 'processing'].includes(status);

/** The backend refused a request. */
class RefusedRequest extends Error {
  /**
   * @param status - of the HTTP response
   * @param text - its body
   */
  constructor(readonly status: number, path: string, readonly text: string) {
    super(`${path} responds with ${status}: ${text}`);
    this.name = 'RefusedRequest';
  }
}

/** Repeats a request that fails with 404 until the catalog has read what it needs. */
async function onceInCatalog<T>(send: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + catalogTimeout * 1000;
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const isUnread = error instanceof RefusedRequest && error.status === 404;
      if (!isUnread || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/**
 * The backend's HTTP API for one user of the example's catalog, with that user's real Backstage token. Waiting continues while
 * the backend is down.
 */
export class ScaffolderApi {
  readonly #url: string;
  readonly #user: string;
  readonly #closed: AbortSignal;
  #token?: Promise<string>;

  /**
   * @param user - name of a user of the catalog, such as `ada`; `guest` signs in with Backstage's own guest provider
   * @param closed - aborted when the backend does not come back: every wait then fails with its reason
   */
  constructor(
    url: string,
    user: string,
    closed: AbortSignal = new AbortController().signal,
  ) {
    this.#url = url;
    this.#user = user;
    this.#closed = closed;
  }

  /**
   * Sends a request as the user, who signs in when necessary.
   *
   * @returns the parsed body of the response
   * @throws RefusedRequest when the response is an error; TypeError when there is none
   */
  async request(
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<unknown> {
    const send = async () =>
      fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${await this.token()}`,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
    let response = await send();
    if (response.status === 401) {
      // Keys and tokens expire; users sign in again.
      this.#token = undefined;
      response = await send();
    }
    const text = await response.text();
    if (!response.ok) throw new RefusedRequest(response.status, path, text);
    const isJson = response.headers.get('content-type')?.includes('json');
    return text && isJson ? JSON.parse(text) : text;
  }

  /** The user's Backstage token; signs in when there is none. */
  token(): Promise<string> {
    if (!this.#token) {
      const token = onceInCatalog(() => this.#signIn());
      token.catch(() => {
        if (this.#token === token) this.#token = undefined;
      });
      this.#token = token;
    }
    return this.#token;
  }

  async #signIn(): Promise<string> {
    const isGuest = this.#user === 'guest';
    const path = `/api/auth/${isGuest ? 'guest' : 'test'}/refresh`;
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'x-test-user': this.#user },
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedRequest(response.status, path, text);
    const { identity, token } = JSON.parse(text).backstageIdentity;
    // The guest may sign in before the catalog contains the groups, and would then own nothing.
    if (identity.ownershipEntityRefs.length < 2) {
      throw new RefusedRequest(404, path, `${this.#user} has no groups yet`);
    }
    return token;
  }

  /**
   * Starts a task.
   *
   * @param template - name of a template in the catalog, such as `create-streamflix-environment`
   * @returns the id of the task
   */
  createTask(
    template: string,
    values: object,
    secrets?: Record<string, string>,
  ): Promise<string> {
    return onceInCatalog(async () => {
      const { id } = (await this.request('/api/scaffolder/v2/tasks', {
        templateRef: `template:default/${template}`,
        values,
        secrets,
      })) as { id: string };
      return id;
    });
  }

  /** Runs a template that need not be in the catalog as a dry run. @returns the response: `log`, `output`, `steps` … */
  dryRun(template: object, values: object): Promise<unknown> {
    return this.request('/api/scaffolder/v2/dry-run', {
      template,
      values,
      secrets: {},
      directoryContents: [],
    });
  }

  /** Cancels a task; it may end much later, see `waitForTask`. */
  async cancelTask(id: string): Promise<void> {
    await this.request(`/api/scaffolder/v2/tasks/${id}/cancel`, {});
  }

  /** Runs a failed task again. */
  async retryTask(id: string): Promise<void> {
    await this.request(`/api/scaffolder/v2/tasks/${id}/retry`, { secrets: {} });
  }

  /** The current state of a task. */
  async task(id: string): Promise<Task> {
    const path = `/api/scaffolder/v2/tasks/${id}`;
    const { status } = (await this.request(path)) as { status: string };
    const events = (await this.request(`${path}/events`)) as TaskEvent[];
    const last = events.findLast(({ type }) => type === 'completion')?.body;
    // It has ended, or was retried, between the two requests.
    if (!last && hasEnded({ status })) return this.task(id);
    return {
      status,
      log: events
        .filter(({ type }) => type === 'log')
        .flatMap(({ body }) => String(body.message).split('\n')),
      error: last?.error?.message,
      output: last?.output ?? {},
    };
  }

  /** The states of the user's latest thousand tasks, by id; a cheap request for the backend. */
  async taskStatuses(): Promise<Map<string, string>> {
    const { tasks } = (await this.request(
      '/api/scaffolder/v2/tasks?limit=1000&order=desc:created_at',
    )) as { tasks: { id: string; status: string }[] };
    return new Map(tasks.map(({ id, status }) => [id, status]));
  }

  /** Waits until a line of the task's log matches. */
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

  /** Waits until a task has ended. Its log contains the lines of every process that ran it. */
  waitForTask(id: string): Promise<TaskEnd> {
    return this.#until(id, hasEnded);
  }

  async #until(
    id: string,
    isIt: (task: Task) => boolean,
    signal?: AbortSignal,
  ): Promise<Task> {
    for (;;) {
      this.#closed.throwIfAborted();
      signal?.throwIfAborted();
      try {
        const task = await this.task(id);
        if (isIt(task)) return task;
      } catch (error) {
        // A backend responds with 503 while it starts or stops.
        if (error instanceof RefusedRequest && error.status !== 503)
          throw error;
      }
      await sleep(100);
    }
  }
}
