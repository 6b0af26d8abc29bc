import { once } from 'node:events';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type SecureVersion, type TLSSocket } from 'node:tls';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { LinkOpener } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { socketLink, type TcpLink, type TcpListener } from './tcp.ts';

/** Who one is on a TLS connection, in PEM. */
export interface Credentials {
  readonly certificate: string;
  readonly key: string;
}

/** What a client holds a TLS server to. */
export interface TlsTerms {
  readonly host: string;
  readonly port: number;
  /** The only authority that the server's certificate may be under, in PEM. */
  readonly authority: string;
  /** The name that the server's certificate has to carry. */
  readonly serverName: string;
  /** For a server that wants to know who calls. */
  readonly credentials?: Credentials;
  /** TLSv1.2 unless told. */
  readonly minVersion?: SecureVersion;
  /** Looks the server's name up before each connection; its address is known without it. */
  readonly lookUp?: (signal?: AbortSignal) => Promise<void>;
  readonly clock: Clock;
}

/** What is wrong with a server, by the code of whoever noticed. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not good yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is under an authority that is not trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is under an authority that is not trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is under an authority that is not trusted'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is under no authority'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'it speaks no version of TLS that is allowed'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'it speaks no version of TLS that is allowed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it speaks no TLS'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'it wants to know who calls'],
]);

/**
 * Connects by TLS when asked, and hands out a link only when the server is who it should be.
 *
 * @clause RFC 8446; RFC 6125 (the name); NIST SP 800-52r2 3.1 (TLS 1.2 or 1.3)
 */
export function tlsOpener(terms: TlsTerms): Omit<LinkOpener, 'open'> & {
  /** @throws {RigFailure} what `lookUp` throws, code CONNECTION_REFUSED, or TLS_REFUSED which says why in `facts.why` */
  open(signal?: AbortSignal): Promise<TcpLink>;
} {
  const address = `${terms.host}:${terms.port}`;
  return {
    address,
    open: async (signal) => {
      const bySignal = signal === undefined ? {} : { signal };
      await terms.lookUp?.(signal);
      const raw = connectTcp({ host: terms.host, port: terms.port, noDelay: true });
      try {
        await once(raw, 'connect', bySignal);
      } catch (error) {
        raw.destroy();
        throw new RigFailure(
          {
            code: 'CONNECTION_REFUSED',
            blame: 'bench',
            message: `could not connect to ${address}; check that a host listens there`,
            facts: { address },
          },
          { cause: error },
        );
      }
      const secure = connectTls({
        socket: raw,
        ca: terms.authority,
        servername: terms.serverName,
        minVersion: terms.minVersion ?? 'TLSv1.2',
        ...(terms.credentials === undefined ? {} : { cert: terms.credentials.certificate, key: terms.credentials.key }),
      });
      try {
        await once(secure, 'secureConnect', bySignal);
      } catch (error) {
        secure.destroy();
        throw tlsRefused(address, error);
      }
      return secureLink(secure, { raw, clock: terms.clock });
    },
  };
}

/** How a listening host presents itself to the next caller. */
export interface TlsServerTerms {
  readonly credentials: Credentials;
  /** Callers must have a certificate under this authority, in PEM; without it anybody may call. */
  readonly clientAuthority?: string;
  readonly versions?: { readonly min: SecureVersion; readonly max: SecureVersion };
}

/**
 * Listens on a loopback port, or at a socket file, and hands each connection to `onLink` once it is secure; who does not get that far is hung up
 * on.
 *
 * @param options.terms  asked for every connection, so that a bench may change them
 * @throws {RigFailure} code PORT_UNAVAILABLE
 */
export async function listenTls(options: {
  readonly clock: Clock;
  readonly terms: () => TlsServerTerms;
  readonly onLink: (link: TcpLink) => void;
  /** Where to listen instead of a port. */
  readonly socketPath?: string;
}): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (raw) => {
    sockets.add(raw);
    raw.once('close', () => sockets.delete(raw));
    welcome(raw, options);
  });
  if (options.socketPath === undefined) server.listen(0, '127.0.0.1');
  else server.listen(options.socketPath);
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
  return {
    host: '127.0.0.1',
    port: options.socketPath === undefined ? portOf(server) : 0,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A server of its own for each connection, as the next one may have to present itself otherwise. */
function welcome(
  raw: Socket,
  options: {
    readonly clock: Clock;
    readonly terms: () => TlsServerTerms;
    readonly onLink: (link: TcpLink) => void;
  },
): void {
  const { credentials, clientAuthority, versions } = options.terms();
  const isOld = versions !== undefined && versions.max < 'TLSv1.2';
  const server = createTlsServer({
    cert: credentials.certificate,
    key: credentials.key,
    ...(clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
    ...(versions === undefined ? {} : { minVersion: versions.min, maxVersion: versions.max }),
    // Old versions are refused even by the server's own library unless it is told to go that low.
    ...(isOld ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
  });
  server.once('secureConnection', (secure) => options.onLink(secureLink(secure, { raw, clock: options.clock })));
  // Whatever goes wrong before it is secure ends this connection and nothing else.
  server.once('tlsClientError', () => raw.destroy());
  raw.on('error', () => raw.destroy());
  server.emit('connection', raw);
}

function secureLink(secure: TLSSocket, { raw, clock }: { readonly raw: Socket; readonly clock: Clock }): TcpLink {
  return { ...socketLink(secure, clock), breakOff: () => void raw.resetAndDestroy() };
}

function tlsRefused(address: string, error: unknown): RigFailure {
  const code = Error.isError(error) && 'code' in error ? String(error.code) : 'unknown';
  const why = reasons.get(code) ?? `the handshake failed (${code})`;
  return new RigFailure(
    {
      code: 'TLS_REFUSED',
      blame: 'bench',
      message: `connected to ${address}, but did not go on: ${why}; mend the host's certificate or the terminal's trust`,
      facts: { address, why },
    },
    { cause: error },
  );
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port although it listens');
  return address.port;
}
