import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Proxies local AWS as a broken proxy would: it responds to one CloudFormation operation with an HTML page.
 *
 * @param operation - such as ListStackResources
 */
export async function startProxy(
  target: string,
  operation: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (body.includes(`Action=${operation}&`)) {
      response.writeHead(500, { 'content-type': 'text/html' });
      response.end('<html><title>500 Internal Server Error</title>');
      return;
    }
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method,
      headers: { authorization, 'content-type': type },
      body: body || undefined,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
