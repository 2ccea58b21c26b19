import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outage } from './Outage';

describe('Outage', () => {
  const opened: { close(): unknown }[] = [];

  async function serve(listener: RequestListener): Promise<Server> {
    const server = createServer(listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push(server);
    return server;
  }
  async function openTo(server: Server): Promise<Outage> {
    const { port } = server.address() as AddressInfo;
    const outage = await Outage.open(() => `http://127.0.0.1:${port}`);
    opened.push(outage);
    return outage;
  }
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  it('forwards requests, and answers 503 while it is active', async () => {
    const outage = await openTo(
      await serve((request, response) => request.pipe(response)),
    );
    const post = () => fetch(outage.url, { method: 'POST', body: 'an event' });
    expect(await (await post()).text()).toBe('an event');
    outage.isActive = true;
    expect((await post()).status).toBe(503);
  });

  it('ends a response whose server ends in the middle of it', async () => {
    const outage = await openTo(
      await serve((_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{', () => response.destroy());
      }),
    );
    const response = await fetch(outage.url);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('ends a request that nothing listens for', async () => {
    const server = await serve(() => {});
    const outage = await openTo(server);
    server.close();
    await expect(fetch(outage.url)).rejects.toThrow('fetch failed');
  });

  it('ends a request to the server when the client has gone', async () => {
    const gone = new Promise<void>(resolve => {
      serve((_, response) => response.once('close', resolve)).then(
        async server => {
          const outage = await openTo(server);
          const signal = AbortSignal.timeout(200);
          fetch(outage.url, { signal }).catch(() => {});
        },
      );
    });
    await gone;
  });
});
