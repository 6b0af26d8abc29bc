import { base64url, CompactEncrypt } from 'jose';
import { expect, test } from 'vitest';
import { createGateway, type GatewayRequest, type UpstreamMessage } from './gateway.ts';

const key = new Uint8Array(32).fill(0x41);
const otherKey = new Uint8Array(32).fill(0x42);
const sale = {
  processingCode: '000000',
  amountMinor: '000000001250',
  sentAt: '1127082000',
  traceNumber: '000001',
  retrievalReference: '633100000001',
  terminalId: 'TS000001',
  merchantId: 'TOUCHSTONE     ',
  currencyCode: '978',
};
const original = { ...sale, originalDataElements: '0'.repeat(42) };

async function sealed(data: object, { secret = key, kid = 'k1' } = {}): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(data)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .encrypt(secret);
}

const card = await sealed({ pan: '4761739001010119', track2: '4761739001010119D31122010000000000000' });

function gatewayBefore(answer: (request: UpstreamMessage) => UpstreamMessage | undefined) {
  const asked: UpstreamMessage[] = [];
  const gateway = createGateway({
    keys: new Map([['k1', key]]),
    accessTokens: new Set(['good']),
    upstream: (request) => {
      asked.push(request);
      return Promise.resolve(answer(request));
    },
  });
  const send = (change: Partial<GatewayRequest> = {}, members: object = { ...sale, card }) =>
    gateway.handle({
      method: 'POST',
      path: '/v1/payments',
      headers: { authorization: 'Bearer good', 'idempotency-key': 'a' },
      body: JSON.stringify(members),
      ...change,
    });
  return { asked, send };
}

const approving = ({ fields }: UpstreamMessage): UpstreamMessage => ({
  mti: '0210',
  fields: { '11': fields['11'] ?? '', '39': '00' },
});

test('what reaches the acquirer is what the terminal sealed, and the answer comes back by name', async () => {
  const { asked, send } = gatewayBefore(approving);
  const answer = await send();
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({ traceNumber: '000001', responseCode: '00' });
  expect(asked).toMatchObject([{ mti: '0200', fields: { '2': '4761739001010119', '4': '000000001250', '49': '978' } }]);
});

test('the same key asks the acquirer once, however often and however close together', async () => {
  const { asked, send } = gatewayBefore(approving);
  // Sealed anew, as a terminal does: the text differs, what it says does not.
  const again = await sealed({ track2: '4761739001010119D31122010000000000000', pan: '4761739001010119' });
  const answers = await Promise.all([send(), send(), send({}, { ...sale, card: again })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asked).toHaveLength(1);
});

test('another request under a used key is refused, and so is another card', async () => {
  const { asked, send } = gatewayBefore(approving);
  await send();
  expect(await send({}, { ...sale, amountMinor: '000000001251', card })).toMatchObject({ status: 409 });
  expect(await send({}, { ...sale, card: await sealed({ pan: '5413330089010004' }) })).toMatchObject({ status: 409 });
  expect(asked).toHaveLength(1);
});

test('a payment without an answer is never brought again; a reversal is, as a repeat', async () => {
  let isSilent = true;
  const { asked, send } = gatewayBefore((request) => (isSilent ? undefined : approving(request)));
  const reversal = { path: '/v1/reversals' };
  expect(await send()).toMatchObject({ status: 504 });
  expect(await send(reversal, { ...original, card })).toMatchObject({ status: 504 });
  isSilent = false;
  expect(await send()).toMatchObject({ status: 504 });
  expect(await send(reversal, { ...original, card })).toMatchObject({ status: 200 });
  expect(asked.map(({ mti }) => mti)).toEqual(['0200', '0420', '0421']);
});

test.each([
  ['a wrong token', 401, { headers: { authorization: 'Bearer bad', 'idempotency-key': 'a' } }],
  ['no token', 401, { headers: { 'idempotency-key': 'a' } }],
  ['no key', 400, { headers: { authorization: 'Bearer good' } }],
  ['no such resource', 404, { path: '/v1/refunds-of-everything' }],
  ['a method that only reads', 405, { method: 'GET' }],
  ['no JSON', 400, { body: '{"amountMinor":' }],
  ['a list', 400, { body: '[]' }],
  ['a number where a text belongs', 400, { body: JSON.stringify({ ...sale, amountMinor: 1250, card }) }],
  ['no card', 400, { body: JSON.stringify(sale) }],
] as const)('%s is refused with %d, and the acquirer hears nothing', async (_, status, change) => {
  const { asked, send } = gatewayBefore(approving);
  const answer = await send(change);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toMatchObject({ status, detail: expect.any(String) as string });
  expect(asked).toEqual([]);
});

const spoiled: readonly (readonly [string, () => Promise<string>])[] = [
  ['under another key', () => sealed({ pan: '4761739001010119' }, { secret: otherKey })],
  ['under a key with another name', () => sealed({ pan: '4761739001010119' }, { kid: 'k2' })],
  ['changed in one bit', async () => card.replace(/.$/u, (last) => (last === 'A' ? 'Q' : 'A'))],
  ['cut short', async () => card.slice(0, -4)],
  ['none at all', async () => 'a.b.c.d.e'],
  [
    'without encryption',
    async () => `${base64url.encode('{"alg":"none"}')}..${base64url.encode('{"pan":"4761739001010119"}')}.`,
  ],
];

test.each(spoiled)('card data %s are refused, without a word about them', async (_, seal) => {
  const { asked, send } = gatewayBefore(approving);
  const answer = await send({}, { ...sale, card: await seal() });
  expect(answer.status).toBe(422);
  expect(answer.body).not.toMatch(/\d{12}/u);
  expect(asked).toEqual([]);
});
