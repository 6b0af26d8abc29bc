import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { scriptsOf } from './issuer-scripts.ts';
import {
  closedObjects,
  contactSessions,
  generateAcData,
  generateCommands,
  isAlike,
  messagesFromHost,
  type ApduPair,
  type TracedObject,
} from './trace.ts';

const externalAuthenticate = '0082';
/** What a terminal itself may send after the answer: everything else is the issuer's. */
const ownCommands = /^(?:80AE|0082|80CA|00C0)/u;
/** First bytes of status words that let a script go on. */
const goodStatuses = /(?:90|62|63)[0-9A-F]{2}$/u;

/**
 * What the issuer sends for the card in DE 55 of the answer gets there byte for byte: its proof (91), in EXTERNAL AUTHENTICATE
 * or where the card's second list asks for it, and the commands of its scripts (71, 72), whatever they are.
 */
export const check: Check = {
  name: 'issuer-data-reaches-the-card',
  clause: 'EMV 4.4 Book 2, 8.2; Book 3, 10.9 and 10.10; Book 4, 12.2',
  proves: ['EMV-B2-8.2-1', 'L3-DE55-06'],
  needs: ['apdu', 'slot', 'host-message'],
  judge: (events) => contactSessions(events).flatMap((session) => judgeSession(session, events)),
};

function judgeSession(session: readonly ApduPair[], events: readonly Recorded[]): readonly CheckFinding[] {
  const [first, second] = generateCommands(session);
  if (first === undefined || second === undefined) return [];
  const answer = messagesFromHost(events).find(
    ({ mti, index }) => /^0[12]10$/u.test(mti) && index > first.eventIndex && index < second.eventIndex,
  );
  return answer === undefined
    ? []
    : [
        ...proofFindings(session, closedObjects(answer.fields['55'] ?? '') ?? []),
        ...scriptFindings(session, { answer, second }),
      ];
}

function proofFindings(session: readonly ApduPair[], objects: readonly TracedObject[]): readonly CheckFinding[] {
  const sent = objects.find(({ tag }) => tag === '91')?.valueHex;
  if (sent === undefined) return [];
  const authenticate = session.find(({ commandHex }) => commandHex.startsWith(externalAuthenticate));
  const inList = generateAcData(session, 'second');
  const listed = inList?.values.get('91');
  const arrivals = [
    ...(authenticate === undefined
      ? []
      : [{ expected: sent, observed: dataOf(authenticate.commandHex), eventIndex: authenticate.eventIndex }]),
    ...(inList === undefined || listed === undefined
      ? []
      : // A list may ask for more or less than there is: its end is filled with zeros or left out.
        [
          {
            expected: sent.padEnd(listed.length, '0').slice(0, listed.length),
            observed: listed,
            eventIndex: inList.pair.eventIndex,
          },
        ]),
  ];
  return arrivals.map(({ expected, observed, eventIndex }) => ({
    holds: isAlike(expected, observed),
    text: 'the issuer’s proof gets to the card byte for byte',
    expected,
    observed,
    eventIndex,
    requirementIds: ['EMV-B2-8.2-1', 'L3-DE55-06'],
  }));
}

function scriptFindings(
  session: readonly ApduPair[],
  given: { readonly answer: HostMessage & Recorded; readonly second: ApduPair },
): readonly CheckFinding[] {
  // What can't be taken apart is not begun (Book 4, 12.2.4).
  const ordered = scriptsOf(given.answer).flatMap(({ commands }) => commands ?? []);
  const isComplete = given.second.responseHex?.endsWith('9000') === true;
  if (!isComplete) return [];
  const delivered = session.filter(
    ({ commandHex, eventIndex }) => eventIndex > given.answer.index && !ownCommands.test(commandHex),
  );
  const areTaken = delivered.every(({ responseHex }) => responseHex !== undefined && goodStatuses.test(responseHex));
  const commands = delivered.map(({ commandHex }) => commandHex);
  const holds = areTaken ? isAlike(commands.join(' '), ordered.join(' ')) : isSubsequence(commands, ordered);
  return [
    {
      holds,
      text: 'the commands of the issuer’s scripts get to the card byte for byte, in their order, and nothing else does',
      expected: `${ordered.map(headerOf).join(', ') || 'no command'}${areTaken ? '' : ', up to the one that failed'}`,
      observed: commands.map(headerOf).join(', ') || 'no command',
      eventIndex: delivered[0]?.eventIndex ?? given.second.eventIndex,
      requirementIds: ['L3-DE55-06'],
    },
  ];
}

/** The data of a short command, without a length that is expected. */
function dataOf(commandHex: string): string {
  return commandHex.slice(10, 10 + Number.parseInt(commandHex.slice(8, 10), 16) * 2);
}

function headerOf(commandHex: string): string {
  return `${commandHex.slice(0, 8)} and ${commandHex.length / 2 - 4} bytes`;
}

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let place = 0;
  return some.every((command) => {
    const found = all.findIndex((other, index) => index >= place && isAlike(command, other));
    place = found + 1;
    return found >= 0;
  });
}
