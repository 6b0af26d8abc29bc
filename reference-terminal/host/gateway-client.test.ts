import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import type { GatewayPost, HttpGateway } from '../needs.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { gatewayClient } from './gateway-client.ts';
import type { HostMessage } from './message-codec.ts';

const keyHex = '5D41402ABC4B2A76B9719D911017C592AD6B0F2D9C3E8A4417F0E5B1C2D3A4F6';
const request: HostMessage = {
  mti: '0200',
  fields: new Map([
    [2, '4761739001010119'],
    [4, '000000001250'],
    [11, '000001'],
    [14, '3112'],
    [35, '4761739001010119D31122010000000000000'],
    [37, '633100000001'],
    [41, 'TS000001'],
  ]),
};
const own = { amountMinor: '000000001250', traceNumber: '000001', terminalId: 'TS000001' };

type Answer = Awaited<ReturnType<HttpGateway['post']>>;
const said = (status: number, body: object | string = {}): Answer => ({
  kind: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

function clientOf(answers: readonly Answer[]) {
  const posts: GatewayPost[] = [];
  const clock = manualClock(Date.UTC(2026, 10, 27));
  let drawnCount = 0;
  const client = gatewayClient({
    clock,
    random: (length) => new Uint8Array(length).fill((drawnCount += 1)),
    gateway: {
      post: (post) => {
        posts.push(post);
        return Promise.resolve(answers[posts.length - 1] ?? { kind: 'lost' });
      },
    },
    cardKey: { keyId: 'card-data-1', keyHex },
    accessToken: 'token-of-the-test',
    responseTimeoutMs: 5000,
  });
  return { exchange: () => clock.drive(client.exchange(request)), posts };
}

test('card data leave sealed: another implementation of RFC 7516 opens them, and nothing of them is outside', async () => {
  const { exchange, posts } = clientOf([said(200, { ...own, responseCode: '00' })]);
  expect(await exchange()).toMatchObject({ kind: 'answered', answer: { mti: '0210' } });
  const [post] = posts;
  const { card = '', ...others } = JSON.parse(post?.body ?? '{}') as Record<string, string>;
  expect(decodeProtectedHeader(card)).toEqual({ alg: 'dir', enc: 'A256GCM', kid: 'card-data-1' });
  const { plaintext } = await compactDecrypt(card, Buffer.from(keyHex, 'hex'));
  expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({
    pan: '4761739001010119',
    expiry: '3112',
    track2: '4761739001010119D31122010000000000000',
  });
  expect(others).toEqual({ ...own, retrievalReference: '633100000001' });
  expect(JSON.stringify(post)).not.toContain('4761739001010119');
});

test('what is sent again bears the same key, and is never sealed twice alike', async () => {
  const { exchange, posts } = clientOf([{ kind: 'lost' }, said(503), said(200, { ...own, responseCode: '00' })]);
  expect(await exchange()).toMatchObject({ kind: 'answered' });
  expect(new Set(posts.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(new Set(posts.map(({ body }) => body)).size).toBe(3);
});

test.each([
  [
    'nothing ever left',
    [{ kind: 'not-connected' }, { kind: 'not-connected' }, { kind: 'not-connected' }],
    'not-connected',
  ],
  ['the first was refused', [said(401)], 'not-connected'],
  ['one left and the next was refused', [{ kind: 'lost' }, said(409)], 'connection-lost'],
  [
    'one left and the others did not',
    [{ kind: 'lost' }, { kind: 'not-connected' }, { kind: 'not-connected' }],
    'connection-lost',
  ],
  ['the gateway does not know', [said(504), said(504), said(504)], 'connection-lost'],
  ['the answers are no JSON', [said(200, '<html>'), said(200, 'null'), said(200, '')], 'connection-lost'],
  [
    'the answers are to other requests',
    [
      said(200, { ...own, traceNumber: '000002', responseCode: '00' }),
      said(200, { ...own, amountMinor: '000000001251', responseCode: '00' }),
      said(200, { ...own, terminalId: 'TS000002', responseCode: '00' }),
    ],
    'connection-lost',
  ],
  ['an approval lacks its code', [said(200, own), said(200, own), said(200, own)], 'connection-lost'],
  ['an error looks like an approval', [said(500, { ...own, responseCode: '00' })], 'connection-lost'],
] satisfies readonly (readonly [string, readonly Answer[], string])[])('%s', async (_, answers, kind) => {
  const { exchange } = clientOf(answers);
  expect((await exchange()).kind).toBe(kind);
});
