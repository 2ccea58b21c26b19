import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A proxy to a plugin of the backend that can be interrupted: it then responds with 503. */
export class Outage {
  isActive = false;
  readonly url: string;

  private constructor(
    private readonly server: Server,
    private readonly target: () => string,
  ) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    server.on('request', (request, response) => {
      if (this.isActive) {
        response.writeHead(503).end();
        return;
      }
      const { method, url, headers } = request;
      const onward = forward(new URL(url ?? '/', this.target()), {
        method,
        headers,
      });
      onward.on('response', (answer: IncomingMessage) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // When either side ends early, so does the other: a response that never ends would delay the shutdown of its client.
        pipeline(answer, response, () => {});
      });
      onward.on('error', () => response.destroy());
      pipeline(request, onward, () => {});
      response.on('close', () => onward.destroy());
    });
  }

  /** @param target - URL of the backend, once it is known */
  static async open(target: () => string): Promise<Outage> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Outage(server, target);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
