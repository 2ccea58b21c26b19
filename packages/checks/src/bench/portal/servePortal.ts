import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const page = (address: string, backend: string) => {
  const config = [
    {
      context: 'bench',
      data: {
        app: { title: 'Bench', baseUrl: address },
        backend: { baseUrl: backend },
        auth: { environment: 'development' },
        organization: { name: 'Bench' },
      },
    },
  ];
  return `<!doctype html><html lang="en"><head><title>Bench</title><link rel="stylesheet" href="/index.css"><script type="backstage.io/config">${JSON.stringify(
    config,
  )}</script></head><body><div id="root"></div><script type="module" src="/index.js"></script></body></html>`;
};

/**
 * Serves a bundle; every other path is the page, as in an app that routes in the browser.
 *
 * @param backend - its URL, if there is one
 */
export async function servePortal(
  directory: string,
  backend?: string,
): Promise<{ address: string; stop(): void }> {
  let address = '';
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(String(request.url), address);
    const type = types[extname(pathname)];
    if (!type) {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(page(address, backend ?? address));
      return;
    }
    const file = join(directory, normalize(pathname));
    const content = await readFile(file).catch(() => undefined);
    response.writeHead(content ? 200 : 404, { 'content-type': type });
    response.end(content);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
  return {
    address,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
