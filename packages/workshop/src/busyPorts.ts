import { createServer } from 'node:net';

/** A port this installation needs, and for what. */
export interface Port {
  number: number;
  use: string;
}

/** Both families: a server on one of them alone still makes the other's listener fail, or worse, answer in its place. */
const hosts = ['127.0.0.1', '::1'];

function isBusy(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      // A machine without IPv6 has no ::1 to be busy.
      resolve(error.code === 'EADDRINUSE'),
    );
    probe.listen({ port, host, exclusive: true }, () =>
      probe.close(() => resolve(false)),
    );
  });
}

/** The ports among the given ones on which something already listens. */
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
