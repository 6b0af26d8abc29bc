import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { bitsOf, cardObjects, messagesToHost, sessions, tracedObjects } from './trace.ts';

const mandatory = [
  '9F26',
  '9F27',
  '9F10',
  '9F37',
  '9F36',
  '95',
  '9A',
  '9C',
  '9F02',
  '5F2A',
  '82',
  '9F1A',
  '9F33',
  '9F34',
];

/** Entry modes without a chip: keyed, stripe, stripe in place of a chip, contactless stripe. */
const withoutChip = /^(?:01|80|90|91)/u;

/** DE55 of a request is well-formed, without duplicates, has every mandatory tag, and agrees with the other fields. */
export const check: Check = {
  name: 'field-55-is-complete',
  clause: 'EMV L3 message rules, DE55',
  proves: ['L3-DE55-01', 'L3-DE55-02', 'L3-DE55-03', 'L3-DE55-04'],
  needs: ['host-message'],
  judge: (events) =>
    messagesToHost(events)
      .filter(
        ({ mti, fields }) => mti === '0200' && !(withoutChip.test(fields['22'] ?? '') && fields['55'] === undefined),
      )
      .flatMap((request) => judgeRequest(request, events)),
};

function judgeRequest(request: HostMessage & Recorded, events: readonly Recorded[]): readonly CheckFinding[] {
  const objects = tracedObjects(request.fields['55'] ?? '');
  const values = new Map((objects ?? []).map(({ tag, valueHex }) => [tag, valueHex]));
  const length = (request.fields['55'] ?? '').length / 2;
  const found = (holds: boolean, finding: Omit<CheckFinding, 'holds' | 'eventIndex'>): CheckFinding => ({
    ...finding,
    holds,
    eventIndex: request.index,
  });
  const card = cardObjects(sessions(events.slice(0, request.index)).at(-1) ?? []);
  const wanted = cryptogramsWanted(request, {
    card,
    resultsHex: values.get('95') ?? '',
    applicationHex: values.get('84') ?? '',
  });
  const missing = mandatory.filter((tag) => !values.has(tag));
  return [
    found(objects !== undefined && objects.length > 0 && values.size === objects.length && length <= 255, {
      text: 'DE55 is well-formed, without duplicate tags, at most 255 bytes',
      expected: 'definite lengths, each tag once',
      observed:
        objects === undefined ? 'not well-formed' : `${objects.length} objects, ${values.size} tags, ${length} bytes`,
      requirementIds: ['L3-DE55-01'],
    }),
    found(missing.length === 0, {
      text: 'DE55 has every mandatory tag',
      expected: mandatory.join(' '),
      observed: missing.length === 0 ? 'all there' : `missing ${missing.join(' ')}`,
      requirementIds: ['L3-DE55-02'],
    }),
    ...[...disagreements(request, values), ...otherTrack(request, card)].map((pair) =>
      found(pair.left === pair.right, {
        text: `${pair.name} agree`,
        expected: pair.right,
        observed: pair.left,
        requirementIds: ['L3-DE55-03'],
      }),
    ),
    found(wanted.includes(kindOf(values.get('9F27'))), {
      text: 'the cryptogram in DE55 is of the kind that the message needs',
      expected: wanted.join(' or '),
      observed: values.get('9F27') ?? 'no 9F27',
      requirementIds: ['L3-DE55-04'],
    }),
  ];
}

/** Card transaction qualifiers byte 1: go online if authentication fails (b6), if the application is expired (b4). */
const onlineAfterApproval = 0x28;
/** Verification results: byte 1 b1, and byte 4 b1, byte 5 b3 and b2. */
const extendedSelected = 0x01_00_00_00_00n;
const extendedFailed = 0x01_06n;
/** Byte 2 b7 and b6: expired, not yet effective. */
const outOfDate = 0x00_60_00_00_00n;
/** Provider of kernel 6, whose cards say in their requirements what becomes of them out of date. */
const requirementsProvider = 'A000000152';

/**
 * An authorization carries an ARQC, a refund is made without an approval cryptogram and carries an AAC. A quick card that
 * approved offline may have said when it wants to go online all the same: then its TC goes. So does the TC of a card whose
 * extended authentication failed, and of a card of kernel 6 that is out of date.
 *
 * @clause EMV Contactless C-3, 5.5.1.1 and 5.6.2; EMV 4.4 Book 4, 6.3.2.2.4
 */
function cryptogramsWanted(
  request: HostMessage,
  {
    card,
    resultsHex,
    applicationHex,
  }: {
    readonly card: ReadonlyMap<string, string>;
    readonly resultsHex: string;
    readonly applicationHex: string;
  },
): readonly string[] {
  if (request.fields['3']?.startsWith('20') === true) return ['00'];
  const qualifiers = Number.parseInt(card.get('9F6C')?.slice(0, 2) ?? '0', 16);
  const results = bitsOf(resultsHex, 5) ?? 0n;
  const hasFailedExtended = (results & extendedSelected) !== 0n && (results & extendedFailed) !== 0n;
  const isOutOfDate = applicationHex.startsWith(requirementsProvider) && (results & outOfDate) !== 0n;
  return (qualifiers & onlineAfterApproval) === 0 && !hasFailedExtended && !isOutOfDate ? ['80'] : ['80', '40'];
}

/**
 * The two bits that tell AAC, TC and ARQC apart; the others are about advices.
 *
 * @clause EMV 4.4 Book 3, table 15
 */
function kindOf(informationHex: string | undefined): string {
  return informationHex === undefined ? '' : (Number.parseInt(informationHex, 16) & 0xc0).toString(16).padStart(2, '0');
}

/** Not every card has a sequence number: then neither side may name one. */
function disagreements(
  request: HostMessage,
  values: ReadonlyMap<string, string>,
): readonly { readonly name: string; readonly left: string; readonly right: string }[] {
  const { fields } = request;
  return [
    { name: 'DE4 and 9F02', left: fields['4'] ?? '', right: values.get('9F02') ?? '' },
    { name: 'DE49 and 5F2A', left: `0${fields['49'] ?? ''}`, right: values.get('5F2A') ?? '' },
    { name: 'DE23 and 5F34', left: fields['23'] ?? '', right: values.get('5F34')?.padStart(3, '0') ?? '' },
    { name: 'DE3 and 9C', left: fields['3']?.slice(0, 2) ?? '', right: values.get('9C') ?? '' },
    { name: 'DE13 and 9A', left: fields['13'] ?? '', right: values.get('9A')?.slice(2) ?? '' },
    ...(values.has('9F21')
      ? [{ name: 'DE12 and 9F21', left: fields['12'] ?? '', right: values.get('9F21') ?? '' }]
      : []),
  ];
}

/**
 * Track 2 is hidden, but for its length: as many digits as the card's own have, or one less where these are filled to whole
 * bytes. Says nothing when the card sent none.
 */
function otherTrack(
  { fields }: HostMessage,
  card: ReadonlyMap<string, string>,
): readonly { readonly name: string; readonly left: string; readonly right: string }[] {
  const own = card.get('57')?.length;
  if (own === undefined) return [];
  const sent = fields['35']?.length ?? 0;
  const fits = sent === own || sent === own - 1;
  return [{ name: 'DE35 and 57', left: `${sent} digits`, right: fits ? `${sent} digits` : `${own} digits` }];
}
