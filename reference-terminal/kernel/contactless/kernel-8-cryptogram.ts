import { isLawfulAnswer } from '../action-analysis.ts';
import { cryptogramTypeOf, generateCryptogramCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import { byteAt, concatBytes } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { buildDol, parseDol } from '../dol.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { SecureChannel } from './kernel-8-channel.ts';
import { takeTemplate } from './kernel-8-records.ts';
import { isRaised } from './kernel-8-results.ts';

/** The card's cryptogram, with what its two codes are over. */
export interface Kernel8Cryptogram {
  readonly kind: 'generated';
  readonly answered: CryptogramType;
  /** What was said in this transaction, as far as the codes are over it, in order. */
  readonly talk: readonly TalkPart[];
}

/** One part of what was said. `name` is the tag of what the card answered, words for the rest. */
export interface TalkPart {
  readonly name: string;
  readonly value: Uint8Array;
}

/** Without these the answer is none. */
const neededTags = ['9F36', '9F27', '9F26', '9F8102', '9F8105', '9F10'] as const;
/** What the codes protect in another way: the cryptogram and the second code itself. */
const outsideOfCode: ReadonlySet<string> = new Set(['9F26', '9F8105']);
/** What both sides said in the relay resistance protocol, in order. */
const relayTags = ['DF8301', 'DF8302', 'DF8303', 'DF8304', 'DF8305'] as const;
const macBytes = 8;
const copyMask = 0x06;
const copies = { none: 0x00, atDefault: 0x02, atCardsOwn: 0x04 } as const;

/**
 * Asks for the cryptogram with the values of CDOL1 and takes the answer, template 77, into the data record.
 *
 * @clause C-8 26.10 to 26.15, 2627.11 and .12 (what the issuer data MAC is over), 29.20 (no stronger than asked for)
 */
export async function askForCryptogram(
  session: CardSession,
  data: DataObjects,
  asked: {
    readonly requested: CryptogramType;
    readonly processingOptionsData: Uint8Array;
    /** Whether envelopes are written after it. */
    readonly isFollowed: boolean;
  },
): Promise<Kernel8Cryptogram | KernelStop> {
  const list = parseDol(data.get('8C') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const riskManagementData = buildDol(list.entries, (tag) => data.get(tag));
  const { requested, processingOptionsData, isFollowed } = asked;
  const answer = await session.transmit(
    generateCryptogramCommand({
      type: requested,
      requestsCombinedAuthentication: false,
      riskManagementData,
      isFollowed,
    }),
  );
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess)
    return { kind: 'ended', reason: 'card-status-error', statusWord: answer.statusWord };
  const objects = takeTemplate(data, answer.data);
  if (objects === undefined) return { kind: 'ended', reason: 'card-data-error' };
  if (neededTags.some((tag) => data.get(tag) === undefined)) return { kind: 'ended', reason: 'card-data-missing' };
  const answered = cryptogramTypeOf(data.get('9F27')?.[0] ?? 0);
  if (answered === undefined) return { kind: 'ended', reason: 'card-data-error' };
  if (!isLawfulAnswer(requested, answered)) return { kind: 'ended', reason: 'cryptogram-stronger-than-requested' };
  const relay = isRaised(data, 'relay-resistance-performed')
    ? relayTags.map((tag) => data.get(tag) ?? new Uint8Array())
    : [];
  const answers = [...objects]
    .filter(([tag]) => !outsideOfCode.has(tag))
    .map(([tag, encoded]): TalkPart => ({ name: tag, value: encoded }));
  return {
    kind: 'generated',
    answered,
    talk: [
      { name: 'the values of its PDOL', value: processingOptionsData },
      { name: 'the values of CDOL1', value: riskManagementData },
      { name: 'the relay exchange', value: concatBytes(relay) },
      ...answers,
    ],
  };
}

/**
 * Makes the issuer data MAC (tag 9F8109) and writes it into the issuer's data where the card's profile wants it.
 *
 * @param terms.parts  what was said, and SHA-256 over the static data
 * @returns why the transaction ends, undefined when it does not
 * @clause C-8 7.2.11, 28.1 (profile byte 2 bits 3 and 2: not at all, at the terminal's offset, at the card's own)
 */
export function enterIssuerDataMac(
  data: DataObjects,
  channel: SecureChannel,
  terms: { readonly parts: readonly TalkPart[]; readonly defaultOffset: number },
): KernelStop | undefined {
  const mac = channel.issuerDataMac(concatBytes(terms.parts.map(({ value }) => value)));
  data.set('9F8109', mac);
  const copy = (data.get('82')?.[1] ?? 0) & copyMask;
  if (copy !== copies.atDefault && copy !== copies.atCardsOwn) return undefined;
  const offset = copy === copies.atDefault ? terms.defaultOffset : data.get('9F8107')?.[0];
  const issuerData = Uint8Array.from(data.get('9F10') ?? new Uint8Array());
  if (offset === undefined || offset + macBytes > issuerData.length) {
    return { kind: 'ended', reason: 'issuer-data-too-short' };
  }
  issuerData.set(mac, offset);
  data.set('9F10', issuerData);
  return undefined;
}

/**
 * Whether the card made its cryptogram in this channel and over the same data: its code is over the cryptogram and over the
 * issuer data MAC as the terminal made it, so that a wrong one of either shows here.
 *
 * @clause Book E 3.2; C-8 28, S28
 */
export function isEnhancedMacRight(data: Pick<DataObjects, 'get'>, channel: SecureChannel): boolean {
  const [cryptogram, issuerDataMac, said] = ['9F26', '9F8109', '9F8105'].map(
    (tag) => data.get(tag) ?? new Uint8Array(),
  );
  if (cryptogram === undefined || issuerDataMac === undefined || said === undefined) return false;
  const own = channel.enhancedMac({ cryptogram, issuerDataMac });
  return own.length === said.length && own.every((byte, index) => byte === byteAt(said, index));
}
