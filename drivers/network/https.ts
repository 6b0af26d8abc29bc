import { once } from 'node:events';
import { Agent, createServer, request, type RequestOptions } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { TcpListener } from './tcp.ts';
import type { TlsServerTerms, TlsTerms } from './tls.ts';

/** More than any gateway answers; what is longer is not read to its end. */
const bodyBytesMax = 65_536;

/** What is posted: a path, headers and a text. */
export interface HttpsPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `not-connected`: nothing of the request left. `lost`: nobody knows whether it arrived. */
export type HttpsAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'not-connected' | 'lost' };

/**
 * Posts to a server that is held to its name and authority as every TLS host is; each request makes a connection of its own,
 * so that "nothing left" can be told from "nobody knows".
 *
 * @clause RFC 9110, 9.3.3 (POST); RFC 9112; RFC 8446; RFC 6125
 */
export function httpsPoster(
  terms: Omit<TlsTerms, 'clock'>,
): (post: HttpsPost, signal: AbortSignal) => Promise<HttpsAnswer> {
  const options: RequestOptions = {
    host: terms.host,
    port: terms.port,
    servername: terms.serverName,
    ca: terms.authority,
    minVersion: terms.minVersion ?? 'TLSv1.2',
    ...(terms.credentials === undefined ? {} : { cert: terms.credentials.certificate, key: terms.credentials.key }),
  };
  return async (post, signal) => {
    let mayHaveLeft = false;
    // An agent of its own: a kept connection would make "nothing left" a guess.
    const outgoing = request({
      ...options,
      agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
      method: 'POST',
      path: post.path,
      headers: { ...post.headers, host: terms.serverName, 'content-length': Buffer.byteLength(post.body) },
      signal,
    });
    outgoing.once('socket', (socket) => {
      socket.once('secureConnect', () => {
        mayHaveLeft = true;
      });
    });
    try {
      const responded = once(outgoing, 'response') as Promise<[IncomingMessage]>;
      outgoing.end(post.body);
      const [response] = await responded;
      const body = await bodyOf(response);
      return body === undefined ? { kind: 'lost' } : { kind: 'answered', status: response.statusCode ?? 0, body };
    } catch {
      // Refused, reset, given up or not who it should be: all that matters to a payment is whether something left.
      return { kind: mayHaveLeft ? 'lost' : 'not-connected' };
    } finally {
      // What is still to come has nobody who waits for it.
      outgoing.on('error', () => undefined);
      outgoing.destroy();
    }
  };
}

/** One request as a server takes it. Header names are in lower case. */
export interface HttpsRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/**
 * Serves JSON on a loopback port.
 *
 * @throws {RigFailure} code PORT_UNAVAILABLE
 */
export async function listenHttps(options: {
  readonly terms: TlsServerTerms;
  readonly onRequest: (request: HttpsRequest) => Promise<{ readonly status: number; readonly body: string }>;
}): Promise<TcpListener> {
  const { credentials, clientAuthority } = options.terms;
  const server = createServer(
    {
      cert: credentials.certificate,
      key: credentials.key,
      ...(clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
    },
    (incoming, response) => void serve(incoming, response, options.onRequest),
  );
  server.listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new RigFailure(
      {
        code: 'PORT_UNAVAILABLE',
        blame: 'bench',
        message: 'no TCP port could be opened on 127.0.0.1; check the limits of this user',
      },
      { cause: error },
    );
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port although it listens');
  return {
    host: '127.0.0.1',
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  onRequest: (request: HttpsRequest) => Promise<{ readonly status: number; readonly body: string }>,
): Promise<void> {
  // A caller who hangs up hears no answer; that is no defect of the server.
  response.on('error', () => undefined);
  const body = await bodyOf(incoming).catch(() => undefined);
  if (body === undefined) {
    incoming.destroy();
    return;
  }
  const { method = '', url = '' } = incoming;
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const answer = await onRequest({ method, path: url, headers, body });
  response.writeHead(answer.status, {
    'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(answer.body);
}

/** The whole text; undefined when it is longer than anybody means it to be. */
async function bodyOf(message: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyBytesMax) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
