import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { httpsPoster, listenHttps, type HttpsRequest } from './https.ts';
import { listenTcp, type TcpListener } from './tcp.ts';
import { listenTls, type TlsTerms } from './tls.ts';

const clock = wallClock();
const pem = (name: string): string =>
  readFileSync(new URL(`../../rigs/benches/test-credentials/${name}.pem`, import.meta.url), 'utf8');
const credentialsOf = (name: string) => ({ certificate: pem(name), key: pem(`${name}.key`) });
const post = { path: '/v1/echo', headers: { 'idempotency-key': 'k-1' }, body: '{"a":"ü"}' };
const never = (): AbortSignal => new AbortController().signal;

describe('a post by HTTPS', () => {
  const heard: HttpsRequest[] = [];
  let answer: () => Promise<{ status: number; body: string }>;
  let server: TcpListener;
  beforeAll(async () => {
    server = await listenHttps({
      terms: { credentials: credentialsOf('host'), clientAuthority: pem('authority') },
      onRequest: (request) => {
        heard.push(request);
        return answer();
      },
    });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const posterTo = ({ host, port }: TcpListener, change: Partial<Omit<TlsTerms, 'clock'>> = {}) =>
    httpsPoster({
      host,
      port,
      authority: pem('authority'),
      serverName: 'host.touchstone.test',
      credentials: credentialsOf('terminal'),
      ...change,
    });

  test('arrives as it was sent, and its answer as it was given', async () => {
    heard.length = 0;
    answer = () => Promise.resolve({ status: 504, body: '{"detail":"später"}' });
    expect(await posterTo(server)(post, never())).toEqual({
      kind: 'answered',
      status: 504,
      body: '{"detail":"später"}',
    });
    expect(heard).toMatchObject([
      { method: 'POST', path: '/v1/echo', body: '{"a":"ü"}', headers: { 'idempotency-key': 'k-1' } },
    ]);
  });

  test.each([
    ['whose certificate is for another name', { serverName: 'elsewhere.test' }],
    ['under an authority that is not trusted', { authority: pem('stranger') }],
  ])('does not leave for a server %s', async (_, change) => {
    heard.length = 0;
    expect(await posterTo(server, change)(post, never())).toEqual({ kind: 'not-connected' });
    expect(heard).toEqual([]);
  });

  test('leaves, but is not answered, where the server wants to know who calls and is not told', async () => {
    heard.length = 0;
    // TLS 1.3: the server refuses after the client has begun to send, so that the client can't know.
    const { host, port } = server;
    const anonymous = { host, port, authority: pem('authority'), serverName: 'host.touchstone.test' };
    expect(await httpsPoster(anonymous)(post, never())).toEqual({ kind: 'lost' });
    expect(heard).toEqual([]);
  });

  test('does not leave where nobody listens', async () => {
    const gone = await listenTcp({ clock, onLink: () => undefined });
    await gone[Symbol.asyncDispose]();
    expect(await posterTo(gone)(post, never())).toEqual({ kind: 'not-connected' });
  });

  test('is lost when the server resets the connection after it was made', async () => {
    await using rude = await listenTls({
      clock,
      terms: () => ({ credentials: credentialsOf('host') }),
      onLink: (link) => link.breakOff(),
    });
    expect(await posterTo(rude)(post, never())).toEqual({ kind: 'lost' });
  });

  test('is lost when nobody waits for its answer any more', async () => {
    const over = new AbortController();
    const asked = Promise.withResolvers<undefined>();
    answer = () => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    };
    const answered = posterTo(server)(post, over.signal);
    await asked.promise;
    over.abort();
    expect(await answered).toEqual({ kind: 'lost' });
  });

  test('is lost when the answer has no end', async () => {
    answer = () => Promise.resolve({ status: 200, body: 'x'.repeat(65_537) });
    expect(await posterTo(server)(post, never())).toEqual({ kind: 'lost' });
  });
});
