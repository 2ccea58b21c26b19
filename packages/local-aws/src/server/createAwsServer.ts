import {
  createServer as createHttp1Server,
  type ServerResponse,
} from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { dispatch, type DispatchOptions } from './dispatch';
import { FAULT_ROUTE, type FaultRoute } from '../faults/faultRoute';
import type { WireResponse } from '../protocols/Protocol';
import { type Message, readBody } from './readBody';

export interface AwsServerOptions extends DispatchOptions {
  /** The response to `GET /_local-aws/health`. */
  health(): unknown;
  /** Handles `/_local-aws/faults`. */
  readonly faultRoute: FaultRoute;
  /** Called with connections that a `go-away` fault must not break. */
  exempt(socket: Socket): void;
}

/**
 * A server, not listening yet, that serves all AWS services at one address, over HTTP/1.1 and HTTP/2: the SDK uses HTTP/2 for
 * Kinesis. Without TLS only the first bytes identify the version.
 */
export function createAwsServer(options: AwsServerOptions): Server {
  const listener = (
    message: Message,
    response: ServerResponse | Http2ServerResponse,
  ): void => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    answer(message, { ...options, signal: gone.signal }).then(
      reply => {
        if (reply) send(response, reply);
        // For HTTP/2 this ends only the stream.
        else message.socket.destroy();
      },
      // The client disconnected, or does not send HTTP.
      () => response.destroy(),
    );
  };
  const http1 = createHttp1Server(listener);
  const http2 = createHttp2Server(listener);
  return createServer(socket => {
    // No client is left that could receive the error.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (!first) return;
      socket.unshift(first);
      (isHttp2(first) ? http2 : http1).emit('connection', socket);
    });
  });
}

/** Every HTTP/2 connection starts with `PRI * HTTP/2.0`; no method of HTTP/1.1 starts like that. */
function isHttp2(first: Buffer): boolean {
  return first.toString('latin1', 0, 3) === 'PRI';
}

async function answer(
  message: Message,
  options: AwsServerOptions,
): Promise<WireResponse | undefined> {
  const { method = 'GET', headers } = message;
  const url = new URL(`http://local-aws${message.url}`);
  if (url.pathname === '/_local-aws/health') {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(options.health()),
    };
  }
  if (`${url.pathname}/`.startsWith(`${FAULT_ROUTE}/`)) {
    options.exempt(message.socket);
    return options.faultRoute.answer({
      method,
      path: url.pathname,
      contentType: headers['content-type'],
      body: await readBody(message, undefined),
    });
  }
  const head = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...headers, host: headers.host ?? authorityOf(headers) },
    body: Buffer.alloc(0),
  };
  return dispatch(head, service => readBody(message, service), options);
}

/** HTTP/2's name of the Host header. */
function authorityOf(headers: Message['headers']): string | undefined {
  return headers[':authority']?.toString();
}

function send(
  response: ServerResponse | Http2ServerResponse,
  { status, headers, body }: WireResponse,
): void {
  const length =
    body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const all = { ...length, ...headers, 'x-local-aws': 'true' };
  for (const [name, value] of Object.entries(all)) {
    response.setHeader(name, value);
  }
  response.statusCode = status;
  if (body === undefined) response.end();
  else response.end(body);
}
