import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { TcpLink, TcpListener } from './tcp.ts';
import { listenTls, tlsOpener, type Credentials, type TlsServerTerms, type TlsTerms } from './tls.ts';

const clock = wallClock();
const pem = (name: string): string =>
  readFileSync(new URL(`../../rigs/benches/test-credentials/${name}.pem`, import.meta.url), 'utf8');
const credentialsOf = (name: string): Credentials => ({ certificate: pem(name), key: pem(`${name}.key`) });
const authority = pem('authority');
const usual: TlsServerTerms = { credentials: credentialsOf('host'), clientAuthority: authority };

describe('a TLS connection', () => {
  let terms = usual;
  let server: TcpListener;
  const welcomed: TcpLink[] = [];
  beforeAll(async () => {
    server = await listenTls({ clock, terms: () => terms, onLink: (link) => void welcomed.push(link) });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const callerOf = (change: Partial<TlsTerms> = {}) =>
    tlsOpener({
      host: server.host,
      port: server.port,
      authority,
      serverName: 'host.touchstone.test',
      credentials: credentialsOf('terminal'),
      clock,
      ...change,
    });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('carries bytes both ways by %s', async (version) => {
    terms = { ...usual, versions: { min: version, max: version } };
    welcomed.length = 0;
    await using link = await callerOf().open();
    await link.send(Uint8Array.of(1, 2, 3));
    await expect.poll(() => welcomed.length).toBe(1);
    const [there] = welcomed;
    const heard = await there?.received[Symbol.asyncIterator]().next();
    expect([...(heard?.value?.bytes ?? [])]).toEqual([1, 2, 3]);
    await there?.send(Uint8Array.of(4));
    expect([...((await link.received[Symbol.asyncIterator]().next()).value?.bytes ?? [])]).toEqual([4]);
  });

  test.each([
    ['an expired certificate', { credentials: credentialsOf('expired-host') }, 'its certificate has expired'],
    ['another name', { credentials: credentialsOf('elsewhere') }, 'its certificate is for another name'],
    ['an unknown authority', { credentials: credentialsOf('stranger') }, 'under an authority that is not trusted'],
    ['TLS 1.1 at most', { versions: { min: 'TLSv1', max: 'TLSv1.1' } }, 'no version of TLS that is allowed'],
  ] as const)('is not made with a host that has %s', async (_, change, why) => {
    terms = { ...usual, ...change };
    const failure = await callerOf()
      .open()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RigFailure);
    expect(failure).toMatchObject({ code: 'TLS_REFUSED', facts: { why: expect.stringContaining(why) as string } });
  });

  test('is not made with a caller whom the host does not know', async () => {
    terms = { ...usual, versions: { min: 'TLSv1.2', max: 'TLSv1.2' } };
    const { host, port } = server;
    const opener = tlsOpener({ host, port, authority, serverName: 'host.touchstone.test', clock });
    await expect(opener.open()).rejects.toMatchObject({ code: 'TLS_REFUSED' });
  });

  test('to nobody is refused', async () => {
    await using closed = await listenTls({ clock, terms: () => usual, onLink: () => undefined });
    const { port } = closed;
    await closed[Symbol.asyncDispose]();
    await expect(callerOf({ port }).open()).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
  });
});
