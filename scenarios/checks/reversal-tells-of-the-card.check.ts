import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { bitsOf, messagesToHost, tracedObjects } from './trace.ts';

/** Account, kind, amount, dates, entry, sequence, terminal, merchant, currency. */
const repeatedElements = ['2', '3', '4', '12', '13', '14', '22', '23', '41', '42', '49'];
/** Profile, counter, capabilities and type: they do not change in a transaction. */
const repeatedTags = ['82', '9F36', '9F33', '9F35'];

/**
 * A reversal bears the identifiers of its original and, where that had chip data, what tells of the card: profile, counter,
 * issuer data where there were some, capabilities and type of the terminal, and results that have lost no bit since.
 */
export const check: Check = {
  name: 'reversal-tells-of-the-card',
  clause: 'EMV 4.4 Book 4, 12.1.8 tables 22 and 23',
  proves: ['EMV-B4-12.1.8-1'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events);
    return sent.filter(({ mti }) => /^04[02]0$/u.test(mti)).flatMap((reversal) => judgeReversal(reversal, sent));
  },
};

function judgeReversal(
  reversal: HostMessage & Recorded,
  sent: readonly (HostMessage & Recorded)[],
): readonly CheckFinding[] {
  const original = sent.find(
    ({ mti, fields, index }) =>
      /^0[12]00$/u.test(mti) && index < reversal.index && fields['37'] === reversal.fields['37'],
  );
  if (original === undefined) return [];
  const finding = (text: string, differing: readonly string[]): CheckFinding => ({
    holds: differing.length === 0,
    text,
    expected: 'as in the request',
    observed: differing.length === 0 ? 'as in the request' : `${differing.join(', ')} not so`,
    eventIndex: reversal.index,
  });
  const elements = repeatedElements.filter((element) => original.fields[element] !== reversal.fields[element]);
  return [
    finding(
      'a reversal bears the identifiers of its original',
      elements.map((element) => `DE${element}`),
    ),
    ...(original.fields['55'] === undefined
      ? []
      : [finding('a reversal tells of the card', differingTags(original, reversal))]),
  ];
}

function differingTags(original: HostMessage, reversal: HostMessage): readonly string[] {
  const [before, after] = [valuesOf(original), valuesOf(reversal)];
  const others = repeatedTags.filter((tag) => before.get(tag) !== after.get(tag));
  const [raised, kept] = [bitsOf(before.get('95'), 5), bitsOf(after.get('95'), 5)];
  const hasLostBits = raised !== undefined && (kept === undefined || (raised & ~kept) !== 0n);
  // The card may have said other things of its issuer with the second cryptogram.
  const hasLostIssuerData = before.has('9F10') && !after.has('9F10');
  return [...others, ...(hasLostBits ? ['95'] : []), ...(hasLostIssuerData ? ['9F10'] : [])];
}

function valuesOf({ fields }: HostMessage): ReadonlyMap<string, string> {
  return new Map((tracedObjects(fields['55'] ?? '') ?? []).map(({ tag, valueHex }) => [tag, valueHex]));
}
