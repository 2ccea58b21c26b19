import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports from which a system takes those of outgoing connections: between two starts of a server, a connection of another
 * process would take its port.
 */
const [first, last] = [20_000, 32_000];

const attempts = 100;

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** A port that is currently free, and that stays free while the server that uses it is started again. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (await isFree(port)) return port;
  }
  throw new Error(`There is no free port from ${first} to ${last}.`);
}
