import {
  Agent,
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { operationOf } from './operationOf';

/**
 * A proxy between a client and local AWS that counts calls; each retry is another call. It is transparent to both sides, so that
 * all clients are counted alike.
 */
export class CountingProxy {
  /** Number of calls by operation, such as `cloudformation:DescribeStacks`. */
  readonly calls = new Map<string, number>();
  readonly url: string;
  /** The highest number of calls within one second, by operation. */
  readonly busiest = new Map<string, number>();
  /** Number of calls that contain each of these words, such as the name of a stack. */
  readonly mentions = new Map<string, number>();
  private readonly second = new Map<string, { at: number; calls: number }>();
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    server.on('request', (request, response) =>
      this.pass(request, response).catch(error => response.destroy(error)),
    );
  }

  /** @param target - URL of local AWS */
  static async start(target: string): Promise<CountingProxy> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CountingProxy(server, new URL(target));
  }

  get total(): number {
    return [...this.calls.values()].reduce((sum, calls) => sum + calls, 0);
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private count(operation: string): void {
    const at = Math.floor(Date.now() / 1000);
    const before = this.second.get(operation);
    const calls = before?.at === at ? before.calls + 1 : 1;
    this.second.set(operation, { at, calls });
    this.busiest.set(
      operation,
      Math.max(calls, this.busiest.get(operation) ?? 0),
    );
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
  }

  private async pass(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url = '/', headers } = request;
    this.count(operationOf({ method, url, headers, body: body.toString() }));
    for (const [word, calls] of this.mentions) {
      if (url.includes(word) || body.includes(word)) {
        this.mentions.set(word, calls + 1);
      }
    }
    const { hostname, port } = this.target;
    const onward = forward({
      agent: this.agent,
      hostname,
      port,
      method,
      path: url,
      headers,
    });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  }
}
