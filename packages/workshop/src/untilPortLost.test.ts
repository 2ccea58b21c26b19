import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { untilPortLost } from './untilPortLost';

async function listen(port = 0): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const close = (server: Server) => once(server.close(), 'close');

const isSettled = async (promise: Promise<unknown>, afterSeconds: number) => {
  let settled = false;
  promise.then(() => {
    settled = true;
  });
  await new Promise(resolve => setTimeout(resolve, afterSeconds * 1000));
  return settled;
};

describe('untilPortLost', () => {
  it('tells when what listened has been gone for the time it may be gone', async () => {
    const server = await listen();
    const lost = untilPortLost(portOf(server), 0.2);
    expect(await isSettled(lost, 0.8)).toBe(false);
    await close(server);
    expect(await isSettled(lost, 1.5)).toBe(true);
  });

  it('lets a server come back in that time, and waits for the first one as long as it takes', async () => {
    const first = await listen();
    const port = portOf(first);
    await close(first);
    const lost = untilPortLost(port, 2);
    expect(await isSettled(lost, 0.7)).toBe(false);
    const second = await listen(port);
    await isSettled(lost, 0.7);
    await close(second);
    await isSettled(lost, 0.7);
    const third = await listen(port);
    try {
      expect(await isSettled(lost, 2.5)).toBe(false);
    } finally {
      await close(third);
    }
    expect(await isSettled(lost, 3.2)).toBe(true);
  });
});
