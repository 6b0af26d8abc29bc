import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import {
  cardObjects,
  contactSessions,
  generateCommands,
  messagesFromHost,
  messagesToHost,
  tracedObjects,
} from './trace.ts';
import type { ApduPair } from './trace.ts';

const externalAuthenticate = '0082';
/** Interchange profile byte 1 b3: the issuer is authenticated by EXTERNAL AUTHENTICATE. */
const issuerAuthentication = 0x04;
/** Commands of the transaction itself, which have no place after its end. */
const beforeTheEnd = /^(?:00A4|00B2|80A8|80AE|80CA|0088|0082|0084|0020)/u;
/** Request for a TC, with or without a signature, in the first two bits of P1. */
const kinds: Readonly<Record<number, string>> = { 0x00: 'AAC', 0x40: 'TC', 0x80: 'ARQC' };

/**
 * Online, a contact transaction ends with one second GENERATE AC, whose kind follows the answer; EXTERNAL AUTHENTICATE
 * stands before it, once at most, when the card wants it and the issuer sent its data. Afterwards there are scripts alone.
 */
export const check: Check = {
  name: 'contact-completion-is-in-order',
  clause: 'EMV 4.4 Book 3, 9.3, 10.9 and 10.11',
  proves: ['EMV-B3-10.11-1', 'EMV-B3-10.9-1', 'EMV-B3-10.9-2'],
  needs: ['apdu', 'slot', 'host-message'],
  judge: (events) => contactSessions(events).flatMap((session) => judgeSession(session, events)),
};

/** Whether the request that is answered said that an approval of a part is taken (DE61 of this dialect). */
function offeredToTakeAPart({ fields }: HostMessage, events: readonly Recorded[]): boolean {
  return messagesToHost(events).some(
    (request) => request.mti === '0200' && request.fields['11'] === fields['11'] && request.fields['61'] === '1',
  );
}

function judgeSession(session: readonly ApduPair[], events: readonly Recorded[]): readonly CheckFinding[] {
  const generated = generateCommands(session);
  const [first, second] = generated;
  if (first?.responseHex?.endsWith('9000') !== true) return [];
  const answer = messagesFromHost(events).find(({ mti, index }) => mti === '0210' && index > first.eventIndex);
  const authentications = session.filter(({ commandHex }) => commandHex.startsWith(externalAuthenticate));
  const order = orderFinding(session, generated);
  if (second === undefined || answer === undefined || answer.index > second.eventIndex) return order;
  const code = answer.fields['39'] ?? '';
  const asked = kinds[Number.parseInt(second.commandHex.slice(4, 6), 16) & 0xc0] ?? 'undefined kind';
  const isPart = code === '10' && offeredToTakeAPart(answer, events);
  const declined = isApprovedByTelephone(events, { answer, second }) ? ['TC'] : ['AAC'];
  const wanted = code === '00' || isPart ? ['TC', 'AAC'] : declined;
  return [
    ...order,
    {
      holds: wanted.includes(asked),
      text: 'the second cryptogram that is asked for follows the answer of the host',
      expected: `${wanted.join(' or ')} after response code ${code}`,
      observed: asked,
      eventIndex: second.eventIndex,
      requirementIds: ['EMV-B3-10.11-1'],
    },
    ...authenticationFindings(authentications, { session, answerHex: answer.fields['55'] ?? '', second }),
  ];
}

/** @clause EMV 4.4 Book 4, 6.5.2.2: the attendant's decision, made before the card is asked */
function isApprovedByTelephone(
  events: readonly Recorded[],
  between: { readonly answer: Recorded; readonly second: ApduPair },
): boolean {
  return events.some(
    (event) =>
      event.kind === 'cardholder' &&
      event.asked === 'referral' &&
      event.did === 'approved' &&
      event.index > between.answer.index &&
      event.index < between.second.eventIndex,
  );
}

function orderFinding(session: readonly ApduPair[], generated: readonly ApduPair[]): readonly CheckFinding[] {
  const last = generated.at(-1);
  if (last === undefined || generated.length < 2) return [];
  const late = session.filter(
    ({ commandHex, eventIndex }) => eventIndex > last.eventIndex && beforeTheEnd.test(commandHex),
  );
  return [
    {
      holds: generated.length === 2 && late.length === 0,
      text: 'one second GENERATE AC ends the transaction, and nothing but scripts follows it',
      expected: 'two GENERATE AC, then scripts alone',
      observed: `${generated.length} GENERATE AC, then ${late.map(({ commandHex }) => commandHex.slice(0, 8)).join(' ') || 'nothing else'}`,
      eventIndex: last.eventIndex,
      requirementIds: ['EMV-B3-10.11-1'],
    },
  ];
}

function authenticationFindings(
  authentications: readonly ApduPair[],
  given: { readonly session: readonly ApduPair[]; readonly answerHex: string; readonly second: ApduPair },
): readonly CheckFinding[] {
  const profile = Number.parseInt(cardObjects(given.session).get('82')?.slice(0, 2) ?? '', 16);
  const objects = tracedObjects(given.answerHex);
  if (Number.isNaN(profile) || objects === undefined) return [];
  const isDue = (profile & issuerAuthentication) !== 0 && objects.some(({ tag }) => tag === '91');
  const eventIndex = authentications[0]?.eventIndex ?? given.second.eventIndex;
  const isBefore = authentications.every((pair) => pair.eventIndex < given.second.eventIndex);
  const observed = `sent ${authentications.length} times, profile ${profile.toString(16)}, tag 91 ${isDue ? 'there' : 'or the profile missing'}`;
  return [
    {
      holds: authentications.length > 0 === isDue && isBefore,
      text: 'EXTERNAL AUTHENTICATE is sent when the card wants it and the issuer sent its data, and not otherwise',
      expected: isDue ? 'sent, before the second GENERATE AC' : 'not sent',
      observed,
      eventIndex,
      requirementIds: ['EMV-B3-10.9-1'],
    },
    ...(authentications.length === 0
      ? []
      : [
          {
            holds: authentications.length === 1,
            text: 'EXTERNAL AUTHENTICATE is sent once at most',
            expected: 'once',
            observed: `${authentications.length} times`,
            eventIndex,
            requirementIds: ['EMV-B3-10.9-2'],
          },
        ]),
  ];
}
