import { createServer } from 'node:net';

/** A port this installation needs, and its purpose. */
export interface Port {
  number: number;
  use: string;
}

/** Both families: a server on only one of them still makes the other's listener fail, or worse, responds instead of it. */
const hosts = ['127.0.0.1', '::1'];

function isBusy(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      // On a machine without IPv6 nothing can use ::1.
      resolve(error.code === 'EADDRINUSE'),
    );
    probe.listen({ port, host, exclusive: true }, () =>
      probe.close(() => resolve(false)),
    );
  });
}

/** The given ports that are in use. */
export async function busyPorts(ports: readonly Port[]): Promise<Port[]> {
  const busy = await Promise.all(
    ports.map(async ({ number }) =>
      (
        await Promise.all(hosts.map(host => isBusy(number, host)))
      ).some(Boolean),
    ),
  );
  return ports.filter((_, index) => busy[index]);
}
