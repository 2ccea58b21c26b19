import type { Fault } from '../faults/faultKinds';
import type { ListedFault } from '../faults/FaultRegistry';

/** The control route of a local AWS, used over HTTP. */
export class ControlRoute {
  constructor(private readonly url: string) {}

  async send(
    method: string,
    path = '',
    body?: unknown,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) {
    const response = await fetch(`${this.url}/_local-aws/faults${path}`, {
      method,
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  /** Replaces all faults by these. */
  async put(...faults: Fault[]): Promise<ListedFault[]> {
    const { status, answer } = await this.send('PUT', '', { faults });
    if (status !== 200) throw new Error(JSON.stringify(answer));
    return answer.faults;
  }

  async list(): Promise<ListedFault[]> {
    return (await this.send('GET')).answer.faults;
  }

  /** How often each fault took effect, in order. */
  async strikes(): Promise<number[]> {
    return (await this.list()).map(({ strikes }) => strikes);
  }

  /** Simulated seconds since the start. */
  async now(): Promise<number> {
    return (await this.send('GET')).answer.now;
  }
}
