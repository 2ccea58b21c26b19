import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { dispatch, type DispatchOptions } from './dispatch';
import type { WireResponse } from './protocols/Protocol';
import { readBody } from './readBody';

export interface AwsServerOptions extends DispatchOptions {
  /** What `GET /_local-aws/health` answers. */
  health(): unknown;
}

/** An HTTP server, not yet listening, that answers every service of AWS at one address. */
export function createAwsServer(options: AwsServerOptions): Server {
  return createServer((message, response) => {
    answer(message, options).then(
      reply => send(response, reply),
      // The client is gone, or sends what is no HTTP.
      () => response.destroy(),
    );
  });
}

async function answer(
  message: IncomingMessage,
  options: AwsServerOptions,
): Promise<WireResponse> {
  const { method = 'GET', headers } = message;
  const url = new URL(`http://local-aws${message.url}`);
  if (url.pathname === '/_local-aws/health') {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(options.health()),
    };
  }
  const head = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.alloc(0),
  };
  return dispatch(head, service => readBody(message, service), options);
}

function send(
  response: ServerResponse,
  { status, headers, body }: WireResponse,
): void {
  const length =
    body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, {
    ...length,
    ...headers,
    'x-local-aws': 'true',
  });
  response.end(body);
}
