import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';

/**
 * A TCP proxy in front of local AWS that records every byte in both directions, for all protocols. It passes on connections that
 * AWS breaks or refuses.
 */
export class RecordingProxy {
  /** Recorded bytes of each connection and direction, including open connections. */
  private readonly processed: Buffer[][] = [];
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param target - such as `http://127.0.0.1:4566` */
  static async start(target: string): Promise<RecordingProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer({ allowHalfOpen: true });
    const proxy = new RecordingProxy(server);
    server.on('connection', (client: Socket) => {
      const aws = connect({
        host: hostname,
        port: Number(port),
        allowHalfOpen: true,
      });
      proxy.join(client, aws);
      proxy.join(aws, client);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Everything recorded, as text. */
  text(): string {
    return Buffer.concat(this.processed.flat()).toString('latin1');
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(from: Socket, to: Socket): void {
    // The chunks of one direction are joined, so that a value split between chunks is found.
    const pieces: Buffer[] = [];
    this.processed.push(pieces);
    this.open.add(from);
    from.on('data', (piece: Buffer) => {
      pieces.push(piece);
      to.write(piece);
    });
    from.on('end', () => to.end());
    from.on('error', () => {});
    from.on('close', () => {
      this.open.delete(from);
      to.destroy();
    });
  }
}
