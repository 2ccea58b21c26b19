import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';

/**
 * A company's proxy that inspects TLS: it presents certificates of its own authority, and forwards each request to local AWS.
 *
 * @param answers - bodies of the hosts that local AWS does not emulate
 */
export async function startInspectingProxy(
  localAws: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<{
  url: string;
  /** PEM of the certificate it presents for AWS's endpoints. */
  certificate: string;
  /** Hosts for which tunnels were requested. */
  hosts: string[];
  stop(): Promise<void>;
}> {
  const { cert, private: key } = await generate(
    [{ name: 'commonName', value: 'Example Inspection' }],
    {
      keySize: 2048,
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: '*.eu-west-2.amazonaws.com' },
            { type: 2, value: '*.sso.eu-west-2.amazonaws.com' },
            { type: 2, value: '*.us-east-1.amazonaws.com' },
          ],
        },
      ],
    },
  );
  const inspected = createTlsServer({ key, cert }, (request, response) => {
    const answer = answers[request.headers.host ?? ''];
    if (answer) {
      response.end(answer);
      return;
    }
    const forwarded = httpRequest(
      new URL(request.url ?? '/', localAws),
      { method: request.method, headers: request.headers },
      incoming => {
        response.writeHead(incoming.statusCode ?? 502, incoming.headers);
        incoming.pipe(response);
      },
    );
    request.pipe(forwarded);
  });
  const hosts: string[] = [];
  const sockets = new Set<Duplex>();
  const proxy = createServer();
  proxy.on('connect', ({ url = '' }, socket: Duplex) => {
    hosts.push(url);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    inspected.emit('connection', socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    certificate: cert,
    hosts,
    async stop() {
      for (const socket of sockets) socket.destroy();
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
