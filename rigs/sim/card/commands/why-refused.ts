import { concat, fromHex, toHex } from '../bytes.ts';
import { counterBytes, counterScriptKey, deriveSessionKey } from '../cryptography/application-keys.ts';
import { authorisationResponseCryptogram, authorisationResponseMac } from '../cryptography/issuer-authentication.ts';
import { retailMac } from '../cryptography/triple-des.ts';
import type { SelectedCard } from '../memory.ts';
import { provesUnderOwnKey, responseKey } from './make-cryptogram.ts';

/** One way to make what the issuer sent, in words; empty for the lawful one. */
type Choice<T> = readonly [text: string, value: T];
const lawfully = '';
const nothingKnown = 'no known mistake explains it: another key, another transaction, or altered on the way';

/**
 * Why the card does not take the issuer's proof (tag 91), in plain words and without any key. A real card says nothing but
 * a status word; this one knows what it would have taken, and tells its bench.
 *
 * @clause EMV 4.4 Book 2, 8.2 (methods 1 and 2)
 */
export function whyIssuerRefused(
  card: SelectedCard,
  { cryptogram, sent }: { readonly cryptogram: Uint8Array; readonly sent: Uint8Array },
): string {
  const isMethod2 = card.application.recipe.responseMethod === 2;
  const lengthMin = isMethod2 ? 8 : 10;
  if (sent.length < lengthMin) {
    return `tag 91 has ${sent.length} bytes, method ${isMethod2 ? 2 : 1} of this card takes ${lengthMin} or more`;
  }
  const cryptograms: readonly Choice<Uint8Array>[] = [
    [lawfully, cryptogram],
    ['over the cryptogram with its bytes in the wrong order', cryptogram.toReversed()],
    ['over zeros instead of the cryptogram', new Uint8Array(8)],
  ];
  const codes = isMethod2 ? [] : ['3030', '0000', '0010', '3035', '3531', '5933', '5A33'];
  const words: readonly Choice<Uint8Array>[] = [
    [lawfully, isMethod2 ? sent.slice(4) : sent.slice(8, 10)],
    ...codes.map((hex): Choice<Uint8Array> => [`over response code ${hex}, tag 91 ends in another`, fromHex(hex)]),
    ...(isMethod2 ? [['without the proprietary data', sent.slice(4, 8)] as const] : []),
  ];
  for (const together of combined(responseKeys(card), cryptograms, words)) {
    const [sessionKey, over, word] = together.values;
    const method1 = authorisationResponseCryptogram({ sessionKey, cryptogram: over, responseCode: word.slice(0, 2) });
    const method2 = authorisationResponseMac({ sessionKey, cryptogram: over, update: sent.slice(4) });
    const lawful = isMethod2 ? authorisationResponseMac({ sessionKey, cryptogram: over, update: word }) : method1;
    if (begins(sent, lawful)) return `the response cryptogram (91) was made ${together.text}`;
    const other = isMethod2 ? method1 : method2;
    if (begins(sent, other)) {
      const text = `by method ${isMethod2 ? 1 : 2}, this card takes method ${isMethod2 ? 2 : 1}`;
      return `the response cryptogram (91) was made ${[text, together.text].filter(Boolean).join(', ')}`;
    }
  }
  return nothingKnown;
}

/**
 * Why the card does not take a script command's MAC, in plain words and without any key.
 *
 * @param script.header  CLA INS P1 P2 and the length that counts the MAC; @param script.data  the MAC at its end
 * @clause EMV 4.4 Book 2, 9.2 (what the MAC is over), 9.2.3.1 (chaining)
 */
export function whyScriptRefused(
  card: SelectedCard,
  script: { readonly header: Uint8Array; readonly data: Uint8Array; readonly cryptogram: Uint8Array },
): string {
  const { data } = script;
  if (data.length < 4) return 'the command is too short to hold a MAC';
  const lengths = [8, 4].filter((length) => data.length >= length);
  const found = lengths.map((length) => mistakeIn(card, script, length)).find((text) => text !== undefined);
  return found === undefined ? nothingKnown : `the script MAC was made ${found}`;
}

function mistakeIn(
  card: SelectedCard,
  { header, data, cryptogram }: Parameters<typeof whyScriptRefused>[1],
  macLength: number,
): string | undefined {
  const counter = counterBytes(card.own.transactionCounter);
  const [content, sent] = [data.slice(0, -macLength), data.slice(-macLength)];
  const heads = headers(header, macLength, cryptogram);
  for (const together of combined(scriptKeys(card, cryptogram), bindings(counter, cryptogram), heads)) {
    const [key, binding, head] = together.values;
    const message = concat(head, binding, content);
    if (begins(sent, retailMac({ key, data: message }).slice(0, macLength))) return together.text;
    if (begins(sent, retailMac({ key, data: message }, 'zeros').slice(0, macLength))) {
      return [together.text, 'padded by zeros instead of 80 and zeros'].filter(Boolean).join(', ');
    }
  }
  return undefined;
}

/** Whether script keys are made of the counter and not of the cryptogram. */
export function takesCounterKey({ application }: SelectedCard): boolean {
  return (application.recipe.scriptKey === 'counter') !== application.quirks.has('other-script-key');
}

function responseKeys(card: SelectedCard): readonly Choice<Uint8Array>[] {
  const own = card.application.masterKeys.cryptogram;
  const isOwn = provesUnderOwnKey(card);
  const sessionKey = (counter: number): Uint8Array =>
    deriveSessionKey({ iccMasterKey: own, diversifier: concat(counterBytes(counter & 0xffff), new Uint8Array(6)) });
  const { transactionCounter } = card.own;
  return [
    [lawfully, responseKey(card)],
    isOwn
      ? ["with a session key instead of the card's own key", sessionKey(transactionCounter)]
      : ["with the card's own key instead of the session key", own],
    ...[-1, 1, -2].map((step): Choice<Uint8Array> => [
      `with the session key of a counter ${words(step)}`,
      sessionKey(transactionCounter + step),
    ]),
    ['with the key for script integrity', card.application.masterKeys.integrity],
  ];
}

function scriptKeys(card: SelectedCard, cryptogram: Uint8Array): readonly Choice<Uint8Array>[] {
  const { integrity, confidentiality, cryptogram: forCryptograms } = card.application.masterKeys;
  const byCounter = (key: Uint8Array, step = 0): Uint8Array =>
    counterScriptKey(key, counterBytes((card.own.transactionCounter + step) & 0xffff));
  const byCryptogram = (key: Uint8Array): Uint8Array =>
    deriveSessionKey({ iccMasterKey: key, diversifier: cryptogram });
  const isCounter = takesCounterKey(card);
  const lawful = isCounter ? byCounter : byCryptogram;
  return [
    [lawfully, lawful(integrity)],
    isCounter
      ? ['with a key from the cryptogram (EMV common) instead of the counter', byCryptogram(integrity)]
      : ['with a key from the counter (Visa) instead of the cryptogram', byCounter(integrity)],
    ["with the card's own script key instead of a session key", integrity],
    ['with the key for script confidentiality', lawful(confidentiality)],
    ['with the key for cryptograms', lawful(forCryptograms)],
    ...(isCounter ? [-1, 1] : []).map((step): Choice<Uint8Array> => [
      `with the key of a counter ${words(step)}`,
      byCounter(integrity, step),
    ]),
  ];
}

/** What stands between header and data: counter and cryptogram of this transaction. */
function bindings(counter: Uint8Array, cryptogram: Uint8Array): readonly Choice<Uint8Array>[] {
  const near = (step: number): Uint8Array =>
    counterBytes(((counter[0] ?? 0) * 256 + (counter[1] ?? 0) + step) & 0xffff);
  return [
    [lawfully, concat(counter, cryptogram)],
    ['without transaction counter and cryptogram', new Uint8Array()],
    ['without the transaction counter', cryptogram],
    ['without the cryptogram', counter],
    ['with the cryptogram before the counter', concat(cryptogram, counter)],
    ...[-1, 1].map((step): Choice<Uint8Array> => [
      `over a stale counter, ${words(step)}`,
      concat(near(step), cryptogram),
    ]),
    ['over the cryptogram counted up by one, as for the next command', concat(counter, countedUp(cryptogram))],
  ];
}

function headers(header: Uint8Array, macLength: number, cryptogram: Uint8Array): readonly Choice<Uint8Array>[] {
  const shorter = Uint8Array.from(header);
  shorter[4] = Math.max(0, (header[4] ?? 0) - macLength);
  const open = Uint8Array.from(header);
  open[0] = (header[0] ?? 0) & 0xf3;
  return [
    [lawfully, header],
    ['over a length byte that does not count the MAC', shorter],
    ['over a header without its length byte', header.slice(0, 4)],
    ['over a class byte without secure messaging', open],
    ['with the cryptogram chained before the header', concat(cryptogram, header)],
  ];
}

/** Every choice alone, then each two, the lawful one for the rest. */
function combined<A, B, C>(
  first: readonly Choice<A>[],
  second: readonly Choice<B>[],
  third: readonly Choice<C>[],
): readonly { readonly text: string; readonly values: readonly [A, B, C] }[] {
  const all = first.flatMap((a) =>
    second.flatMap((b) =>
      third.map((c) => {
        const texts = [a[0], b[0], c[0]].filter((text) => text !== lawfully);
        return { text: texts.join(', and '), count: texts.length, values: [a[1], b[1], c[1]] as const };
      }),
    ),
  );
  return all.filter(({ count }) => count <= 2).toSorted((left, right) => left.count - right.count);
}

function countedUp(cryptogram: Uint8Array): Uint8Array {
  const next = BigInt.asUintN(64, BigInt(`0x${toHex(cryptogram)}`) + 1n);
  return fromHex(next.toString(16).padStart(16, '0').toUpperCase());
}

function begins(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && toHex(bytes.slice(0, start.length)) === toHex(start);
}

const words = (step: number): string => `${Math.abs(step)} ${step < 0 ? 'lower' : 'higher'}`;
