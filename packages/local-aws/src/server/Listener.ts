import type { AddressInfo, Server, Socket } from 'node:net';

const RETRY_MILLISECONDS = 100;

/** The server's listener at a local address. It can be opened, made unavailable for a time, and closed. */
export class Listener {
  private readonly sockets = new Set<Socket>();
  private readonly exempted = new WeakSet<Socket>();
  private resumeTimer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private server: Server | undefined;

  constructor(private readonly host: string, private port: number) {}

  /** For example `http://127.0.0.1:4566`. */
  get url(): string {
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    return `http://${host}:${this.port}`;
  }

  /** @throws Error when the address is in use; the message is for the user who started the server */
  async open(server: Server): Promise<void> {
    this.server = server;
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await this.listen(server);
    this.port = (server.address() as AddressInfo).port;
  }

  /** Excludes a connection from `goAway`: it closes by itself. */
  exempt(socket: Socket): void {
    this.exempted.add(socket);
  }

  /** Breaks every connection and refuses new ones, for this many real seconds. */
  suspend(seconds: number): void {
    const { server } = this;
    if (!server || this.isClosed) return;
    server.close();
    for (const socket of this.sockets) {
      if (!this.exempted.has(socket)) socket.destroy();
    }
    this.resumeIn(seconds * 1000, server);
  }

  /** Closes everything at once, including open connections. Can be called twice. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.resumeTimer);
    const { server } = this;
    if (!server) return;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    this.sockets.forEach(socket => socket.destroy());
    await closed;
  }

  private resumeIn(milliseconds: number, server: Server): void {
    clearTimeout(this.resumeTimer);
    // Not unref'd: meanwhile nothing else may keep the process alive.
    this.resumeTimer = setTimeout(() => {
      // Another process may have taken the port in the meantime, and may release it again.
      this.listen(server).catch(() =>
        this.resumeIn(RETRY_MILLISECONDS, server),
      );
    }, milliseconds);
  }

  private async listen(server: Server): Promise<void> {
    const { host, port } = this;
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error) => reject(explain(error, host, port));
      server.once('error', fail);
      server.listen(port, host, () => {
        server.off('error', fail);
        resolve();
      });
    });
    if (this.isClosed) server.close();
  }
}

function explain(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} on ${host} is already in use. End the program that uses it, or choose another with --port.`,
    );
  }
  return new Error(`Cannot listen on ${host}:${port}: ${error.message}`);
}
