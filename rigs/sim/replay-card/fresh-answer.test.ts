import { createHash, generateKeyPairSync, privateEncrypt, publicDecrypt, constants } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readKnownKeys, type KnownKeys } from './known-keys.ts';
import { createReplayCard, type Divergence } from './replay-card.ts';
import { readTranscript } from './transcript.ts';
import { cardKeyHex, publishedCryptograms } from './vectors/published-cryptograms.table.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const byte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
const tlv = (tag: string, value: string): string =>
  `${tag}${value.length > 254 ? '81' : ''}${byte(value.length / 2)}${value}`;

function play(apdus: readonly { readonly c: string; readonly r: string }[], keys?: KnownKeys) {
  const divergences: Divergence[] = [];
  const card = createReplayCard({
    name: 'recorded',
    transcript: readTranscript(JSON.stringify({ apdus })),
    ...(keys === undefined ? {} : { keys }),
    onDivergence: (divergence) => void divergences.push(divergence),
  });
  card.powerOn();
  return { divergences, ask: (hex: string): string => hexOf(card.respond(bytesOf(hex)).response) };
}

const listOf = (terminal: Readonly<Record<string, string>>): string =>
  Object.entries(terminal)
    .map(([tag, value]) => `${tag}${byte(value.length / 2)}`)
    .join('');
const command = (head: string, data: string): string => `${head}${byte(data.length / 2)}${data}00`;
const stale = (terminal: Readonly<Record<string, string>>): string =>
  Object.values(terminal)
    .map((value) => '00'.repeat(value.length / 2))
    .join('');

describe('the cryptogram of another terminal’s data is the published one:', () => {
  test.each(publishedCryptograms)('version $version', (row) => {
    const data = Object.values(row.terminal).join('');
    const answer = (cryptogram: string): string =>
      tlv(
        '77',
        tlv('9F27', '80') + tlv('9F36', row.counterHex) + tlv('9F26', cryptogram) + tlv('9F10', row.issuerDataHex),
      );
    const { ask, divergences } = play(
      [
        { c: '80A8000002830000', r: `8006${row.profileHex}080101009000` },
        { c: '00B2010C00', r: `${tlv('70', tlv('8C', listOf(row.terminal)))}9000` },
        { c: command('80AE8000', stale(row.terminal)), r: `${answer('00'.repeat(8))}9000` },
      ],
      { cryptogramKey: bytesOf(cardKeyHex) },
    );
    ask('80A8000002830000');
    expect(ask(command('80AE8000', data))).toBe(`${answer(row.expectedHex)}9000`);
    expect(divergences).toMatchObject([{ answered: 'fresh cryptogram' }]);
  });

  test('and of a contactless card that gives it with the processing options', () => {
    const row = publishedCryptograms[1];
    if (row === undefined) throw new Error('there is a version 18');
    const data = Object.values(row.terminal).join('');
    const answer = (cryptogram: string): string =>
      tlv(
        '77',
        tlv('82', row.profileHex) +
          tlv('9F36', row.counterHex) +
          tlv('9F26', cryptogram) +
          tlv('9F10', row.issuerDataHex),
      );
    const { ask } = play(
      [
        { c: '00A4040007A000000003101000', r: `${tlv('6F', tlv('A5', tlv('9F38', listOf(row.terminal))))}9000` },
        { c: command('80A80000', tlv('83', stale(row.terminal))), r: `${answer('00'.repeat(8))}9000` },
      ],
      { cryptogramKey: bytesOf(cardKeyHex) },
    );
    expect(ask(command('80A80000', tlv('83', data)))).toBe(`${answer(row.expectedHex)}9000`);
  });

  test.each([
    ['without a key', undefined, '0110A00003220000000000000000000322FF', 'no key for cryptograms was given'],
    [
      'of an unknown version',
      { cryptogramKey: bytesOf(cardKeyHex) },
      '06017703A06010',
      'cryptogram version, in tag 9F10',
    ],
  ])('but %s the recorded one stays, and says why', (_what, keys, issuerData, why) => {
    const answer = `${tlv('77', tlv('9F36', '0001') + tlv('9F26', '00'.repeat(8)) + tlv('9F10', issuerData))}9000`;
    const { ask, divergences } = play([{ c: command('80AE8000', '00'), r: answer }], keys);
    expect(ask(command('80AE8000', '01'))).toBe(answer);
    expect(divergences).toMatchObject([{ answered: 'recorded answer', why: expect.stringContaining(why) }]);
  });
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024, publicExponent: 3 });
const signingKey = readKnownKeys(
  JSON.stringify({ signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) }),
).signingKey;
const sha1 = (hex: string): string => createHash('sha1').update(bytesOf(hex)).digest('hex').toUpperCase();

/** As a card signs: header, format, algorithm, dynamic data, padding, hash, trailer. */
function signed(dynamic: string, terminalData: string): string {
  const content = `0501${byte(dynamic.length / 2)}${dynamic}`.padEnd((128 - 22) * 2, 'B');
  const block = bytesOf(`6A${content}${sha1(content + terminalData)}BC`);
  return hexOf(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block));
}

/** What a terminal sees of it, by the primitives of the platform. */
function opened(signature: string): { readonly content: string; readonly hash: string } {
  const block = hexOf(publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, bytesOf(signature)));
  return { content: block.slice(2, -42), hash: block.slice(-42, -2) };
}

describe('with the card’s signing key', () => {
  if (signingKey === undefined) throw new Error('the key was read');

  test.each(['77', '80'])('a dynamic signature is over this terminal’s data (template %s)', (template) => {
    const old = signed('03112233', '00000000');
    const value = template === '77' ? tlv('9F4B', old) : old;
    const { ask, divergences } = play([{ c: '00880000040000000000', r: `${tlv(template, value)}9000` }], {
      signingKey,
    });
    const fresh = ask('0088000004AABBCCDD00').slice(0, -4).slice(-256);
    const { content, hash } = opened(fresh);
    expect(hash).toBe(sha1(`${content}AABBCCDD`));
    expect(content.slice(0, 14)).toBe('05010403112233'.slice(0, 14));
    expect(divergences).toMatchObject([{ answered: 'fresh signature' }]);
  });

  test('a combined signature holds the fresh cryptogram and the hash of this transaction', () => {
    const row = publishedCryptograms[5];
    if (row === undefined) throw new Error('there is a version 15');
    const data = Object.values(row.terminal).join('');
    const clear = tlv('9F27', '80') + tlv('9F36', row.counterHex);
    const issuer = tlv('9F10', row.issuerDataHex);
    const old = signed(`0311223380${'00'.repeat(8)}${'00'.repeat(20)}`, '00000000');
    const { ask, divergences } = play(
      [
        { c: '80A8000002830000', r: `8006${row.profileHex}080101009000` },
        { c: '00B2010C00', r: `${tlv('70', tlv('8C', listOf(row.terminal)))}9000` },
        { c: command('80AE9000', stale(row.terminal)), r: `${tlv('77', clear + tlv('9F4B', old) + issuer)}9000` },
      ],
      { signingKey, cryptogramKey: bytesOf(cardKeyHex) },
    );
    ask('80A8000002830000');
    const answer = ask(command('80AE9000', data));
    const { content, hash } = opened(answer.slice(answer.indexOf('9F4B8180') + 8).slice(0, 256));
    expect(hash).toBe(sha1(`${content}${row.terminal['9F37'] ?? ''}`));
    expect(content.slice(6, 6 + 10)).toBe('0311223380');
    expect(content.slice(16, 32)).toBe(row.expectedHex);
    expect(content.slice(32, 72)).toBe(sha1(data + clear + issuer));
    expect(divergences).toMatchObject([{ answered: 'fresh cryptogram and signature' }]);
  });

  test('a fast dynamic signature in a record is over this terminal’s number, amount and currency', () => {
    const terminal = { '9F37': '11223344', '9F02': '000000001000', '5F2A': '0978' };
    const related = '0155667788';
    const old = signed('03112233', `${stale(terminal)}${related}`);
    const record = tlv('70', tlv('9F69', related) + tlv('9F4B', old));
    const { ask } = play(
      [
        { c: '00A4040007A000000003101000', r: `${tlv('6F', tlv('A5', tlv('9F38', listOf(terminal))))}9000` },
        { c: command('80A80000', tlv('83', stale(terminal))), r: `${tlv('77', tlv('82', '2000'))}9000` },
        { c: '00B2010C00', r: `${record}9000` },
      ],
      { signingKey },
    );
    const sent = Object.values(terminal).join('');
    ask(command('80A80000', tlv('83', sent)));
    const { content, hash } = opened(ask('00B2010C00').slice(0, -4).slice(-256));
    expect(hash).toBe(sha1(content + sent + related));
  });

  test('but another card’s key is found out', () => {
    const old = '12'.repeat(128);
    const { ask, divergences } = play([{ c: '00880000040000000000', r: `${tlv('80', old)}9000` }], { signingKey });
    ask('0088000004AABBCCDD00');
    expect(divergences).toMatchObject([
      { answered: 'recorded answer', why: expect.stringContaining('not this card’s') },
    ]);
  });
});

describe('a file of keys that can’t be used is refused without its values:', () => {
  test.each([
    ['nonsense', 'is not JSON'],
    ['[]', 'must hold an object'],
    ['{"cryptogramKey":"0123"}', "'cryptogramKey' must be hexadecimal text of 16 bytes"],
    ['{"cryptogramkey":"0123"}', 'there are cryptogramKey and signingKey'],
    ['{"signingKey":7}', 'is neither PEM text nor an object'],
    ['{"signingKey":"DEADBEEF"}', 'is no RSA private key in PEM'],
    ['{"signingKey":{"modulus":"C1"}}', "'signingKey.exponent' must be hexadecimal text"],
    ['{"signingKey":{"modulus":"C1","exponent":"03","privateExponent":"05"}}', 'must be an RSA key of 64 to 248 bytes'],
  ])('%s', (text, says) => {
    expect(() => readKnownKeys(text)).toThrow(says);
    expect(() => readKnownKeys(text)).not.toThrow('DEADBEEF');
  });
});
