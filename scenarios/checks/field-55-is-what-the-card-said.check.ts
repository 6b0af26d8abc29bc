import type { Check, CheckFinding } from '../check.ts';
import {
  bitsOf,
  cardObjects,
  generateAcData,
  generateCommands,
  messagesToHost,
  sessions,
  tracedObjects,
} from './trace.ts';
import type { ApduPair } from './trace.ts';

/** Objects of the answer to GENERATE AC, and the profile that the card gave with its options. */
const fromCard = ['9F26', '9F27', '9F36', '9F10', '82'];
/** Byte 1 b1: extended authentication. Byte 4 b1 and byte 5 b2: signature wrong, keys not recovered. */
const extendedSelected = 0x01_00_00_00_00n;
const raisedLater = 0x01_02n;
/**
 * Of kernel 8 these are the terminal's to finish: it writes a code into the issuer's data and takes the card's results over. That
 * it did so rightly the issuer sees, as the cryptogram covers both (cryptogram-verifies).
 *
 * @clause C-8 28.1, 29.23 (the card's code, 9F8105, tells the kernel)
 */
const finishedInKernel8: ReadonlySet<string> = new Set(['9F10', '95']);
const kernel8Code = '9F8105';
/** Objects of the terminal that the cryptogram covers. */
const fromTerminal = ['9F37', '95', '9A', '9C', '9F02', '5F2A', '9F1A'];

/** The chip data that the host gets is what the card answered and what the card was asked with; nothing in it is empty. */
export const check: Check = {
  name: 'field-55-is-what-the-card-said',
  clause: 'EMV Contactless C-2, data record; EMV 4.4 Book 4, 12.1.1',
  proves: ['EMV-C2-datarec-1', 'EMV-B4-12.1.1-1'],
  needs: ['host-message', 'apdu', 'polled'],
  judge: (events) =>
    messagesToHost(events).flatMap((request) => {
      // What the card said later, as with its second cryptogram, is not meant.
      const session = sessions(events)
        .map((pairs) => pairs.filter(({ eventIndex }) => eventIndex < request.index))
        .findLast((pairs) => pairs.length > 0);
      const objects = tracedObjects(request.fields['55'] ?? '');
      if (request.mti !== '0200' || session === undefined || objects === undefined || objects.length === 0) return [];
      const by = session[0]?.by ?? 'contactless';
      const sent = new Map(objects.map(({ tag, valueHex }) => [tag, valueHex]));
      const empty = objects.filter(({ valueHex }) => valueHex === '').map(({ tag }) => tag);
      const finding = (holds: boolean, facts: Pick<CheckFinding, 'text' | 'expected' | 'observed'>): CheckFinding => ({
        holds,
        ...facts,
        eventIndex: request.index,
        requirementIds: [by === 'contact' ? 'EMV-B4-12.1.1-1' : 'EMV-C2-datarec-1'],
      });
      return [
        finding(empty.length === 0, {
          text: 'no object of DE55 is empty',
          expected: 'only what is there',
          observed: empty.join(' ') || 'none empty',
        }),
        ...expectedOf(session).map(([tag, value]) =>
          finding(isSame(tag, value, sent.get(tag)), {
            text: `tag ${tag} of DE55 is that of the talk with the card`,
            expected: value,
            observed: sent.get(tag) ?? 'not sent',
          }),
        ),
      ];
    }),
};

/**
 * The same value. After extended authentication two bits of the results are raised behind the first cryptogram.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.2.4: the host gets the results with these bits
 */
function isSame(tag: string, value: string, sent: string | undefined): boolean {
  const [before, after] = [bitsOf(value, 5), bitsOf(sent ?? '', 5)];
  if (tag !== '95' || before === undefined || after === undefined) return sent === value;
  const raised = (before & extendedSelected) === 0n ? 0n : after & raisedLater;
  return after === (before | raised) && [0n, 1n << 1n, 1n << 8n].includes(raised);
}

/** Values that the talk with the card shows unmasked. */
function expectedOf(session: readonly ApduPair[]): readonly (readonly [string, string])[] {
  const [generate] = generateCommands(session);
  if (generate?.responseHex?.endsWith('9000') !== true) return [];
  const answered = new Map([...cardObjects(session), ...answerOf(generate)]);
  const asked = generateAcData(session)?.values ?? new Map<string, string>();
  return [
    ...fromCard.map((tag) => [tag, answered.get(tag)] as const),
    ...fromTerminal.map((tag) => [tag, asked.get(tag)] as const),
  ]
    .filter(([tag]) => !answered.has(kernel8Code) || !finishedInKernel8.has(tag))
    .filter((pair): pair is readonly [string, string] => pair[1] !== undefined && !pair[1].includes('*'));
}

/** @clause EMV 4.4 Book 3, 6.5.5.4: format 80 is CID, ATC, cryptogram and, where there is more, issuer data. */
function answerOf(generate: ApduPair): ReadonlyMap<string, string> {
  const [only] = tracedObjects(generate.responseHex?.slice(0, -4) ?? '') ?? [];
  if (only?.tag !== '80') return cardObjects([generate]);
  const { valueHex } = only;
  return new Map([
    ['9F27', valueHex.slice(0, 2)],
    ['9F36', valueHex.slice(2, 6)],
    ['9F26', valueHex.slice(6, 22)],
    ...(valueHex.length > 22 ? [['9F10', valueHex.slice(22)] as const] : []),
  ]);
}
