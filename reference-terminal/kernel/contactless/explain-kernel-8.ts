import { concatBytes, fromHex, sameBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { CurveAnchors } from '../offline-data-authentication/curve-chain.ts';
import { explainCurveChain } from '../offline-data-authentication/explain-curve-chain.ts';
import { encodeTlv } from '../tlv.ts';
import type { SecureChannel } from './kernel-8-channel.ts';
import type { TalkPart } from './kernel-8-cryptogram.ts';

/** Answers of one byte that somebody may want to change, with all that they can lawfully be. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  '9F27': ['00', '40', '80'],
  '9F8102': ['00', '01', '02', '03', '0F', 'FF'],
};
const ownReasons: Readonly<Record<string, string>> = {
  'blinding-factor-of-another-key':
    'the blinding factor (9F8103) does not lead from the certified key to the one that the card showed: the channel ends in another card',
  'card-certificate-wrong-hash':
    'the card certificate (9F46) is over other data: records, what the card’s list (9F810A) names or the profile (82) are not those that the issuer signed',
};

/** Says in plain words why a card of kernel 8 is not authenticated. Only for the record: no decision rests on it. */
export function whyNotAuthenticated(
  reason: string,
  facts: { readonly data: Pick<DataObjects, 'get'>; readonly anchors: CurveAnchors },
): string {
  const ridHex = toHex((facts.data.get('84') ?? new Uint8Array()).subarray(0, 5));
  return ownReasons[reason] ?? explainCurveChain(reason, { ...facts, ridHex });
}

/**
 * Says which input of the card's code over the cryptogram (9F8105) is another one than the terminal's: each part of the talk is
 * left out in turn, and each answer of one byte replaced by all that it can be. Only for the record, and bounded by that.
 *
 * @param facts.parts  what the terminal counts into the issuer data MAC, in order, the hash of the static data last
 */
export function whyCodeIsWrong(
  data: Pick<DataObjects, 'get'>,
  channel: SecureChannel,
  facts: { readonly parts: readonly TalkPart[] },
): string {
  const cryptogram = data.get('9F26') ?? new Uint8Array();
  const said = data.get('9F8105') ?? new Uint8Array();
  const fits = (parts: readonly TalkPart[]): boolean => {
    const issuerDataMac = channel.issuerDataMac(concatBytes(parts.map(({ value }) => value)));
    return sameBytes(channel.enhancedMac({ cryptogram, issuerDataMac }), said);
  };
  for (const [index, { name, value }] of facts.parts.entries()) {
    if (value.length > 0 && fits(facts.parts.toSpliced(index, 1))) return `the card made its code without ${name}`;
    for (const other of alternatives[name] ?? []) {
      const changed = { name, value: encodeTlv(name, fromHex(other)) };
      if (!sameBytes(changed.value, value) && fits(facts.parts.with(index, changed))) {
        return `the card’s ${name} was ${other} when it made its code: it was changed on the way`;
      }
    }
  }
  return 'no single input explains the card’s code: its cryptogram (9F26) or an answer was changed on the way, or it is over other static data';
}
