import type { AddressInfo, Socket } from 'node:net';
import { version } from '../package.json';
import type { EngineVersions } from './cloudformation/resources/engineVersions';
import { createAwsServer } from './createAwsServer';
import type { Faults } from './Faults';
import { InMemoryWorld } from './InMemoryWorld';
import { createServices, type ServicesOptions } from './createServices';
import type { World } from './World';

export interface LocalAwsOptions extends ServicesOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Simulated seconds in one real second; 60 when missing. */
  readonly speed?: number;
  /** Loopback address to listen on; `127.0.0.1` when missing. */
  readonly host?: string;
  readonly faults?: Faults;
  /** Versions of databases and caches on offer, by engine; those of AWS when missing. */
  readonly engineVersions?: EngineVersions;
}

export interface LocalAws {
  /** For example `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly world: World;
  /** Ends everything at once, open connections included. Can be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts AWS on this machine, empty but for a few secrets.
 *
 * @throws Error when the port is taken, or the options make no sense, in words for whoever started it
 */
export async function startLocalAws({
  port = 0,
  speed = 60,
  host = '127.0.0.1',
  faults,
  resourceFaults,
  engineVersions,
}: LocalAwsOptions = {}): Promise<LocalAws> {
  if (!/^(127(\.\d{1,3}){3}|localhost|::1)$/.test(host)) {
    throw new Error(
      `Local AWS asks nobody for a password, so it listens on this machine only: ${host} is no loopback address.`,
    );
  }
  const world = new InMemoryWorld(speed);
  const services = createServices(world, { resourceFaults, engineVersions });
  const server = createAwsServer({
    services,
    accountId: world.accountId,
    faults,
    health: () => ({
      service: 'local-aws',
      version,
      speed,
      stacks: world.stackCount,
    }),
  });
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    world,
    async stop() {
      await Promise.all(services.map(service => service.close?.()));
      const closed = new Promise<void>(resolve =>
        server.close(() => resolve()),
      );
      sockets.forEach(socket => socket.destroy());
      await closed;
    },
  };
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
