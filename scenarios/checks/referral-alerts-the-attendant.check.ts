import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import {
  contactSessions,
  generateAcData,
  generateCommands,
  messagesFromHost,
  messagesToHost,
  tracedObjects,
} from './trace.ts';
import type { ApduPair } from './trace.ts';

const referrals: ReadonlySet<string> = new Set(['01', '02']);
const attendedTypes = /^[123][1-3]$/u;
const callTheBank = /^(?:CALL YOUR BANK|BANK ANRUFEN|APPELEZ VOTRE BANQUE)$/u;

/**
 * When the issuer wants to be called, an attended terminal says so before the card is asked for its second cryptogram, and the
 * card gets the response code that the issuer sent, whatever the attendant decides.
 */
export const check: Check = {
  name: 'referral-alerts-the-attendant',
  clause: 'EMV 4.4 Book 4, 6.5.2.2',
  proves: ['EMV-B4-6.5.2-1'],
  needs: ['apdu', 'slot', 'host-message', 'display'],
  judge: (events) => contactSessions(events).flatMap((session) => judgeSession(session, events)),
};

function judgeSession(session: readonly ApduPair[], events: readonly Recorded[]): readonly CheckFinding[] {
  const [first, second] = generateCommands(session);
  if (first === undefined || second === undefined) return [];
  const answer = messagesFromHost(events).find(
    ({ mti, index }) => /^0[12]10$/u.test(mti) && index > first.eventIndex && index < second.eventIndex,
  );
  const code = answer?.fields['39'] ?? '';
  if (answer === undefined || !referrals.has(code)) return [];
  const alert = events.find(
    (event) =>
      event.kind === 'display' &&
      callTheBank.test(event.text) &&
      event.index > answer.index &&
      event.index < second.eventIndex,
  );
  const isAttended = attendedTypes.test(typeIn(events, answer) ?? '22');
  const codeHex = Buffer.from(code, 'latin1').toString('hex').toUpperCase();
  const told = generateAcData(session, 'second')?.values.get('8A');
  return [
    {
      holds: !isAttended || alert !== undefined,
      text: 'the attendant is alerted to a referral before the second cryptogram',
      expected: isAttended ? `a text like ${callTheBank.source}` : 'nobody to alert',
      observed: alert?.kind === 'display' ? alert.text : 'no such text',
      eventIndex: second.eventIndex,
    },
    ...(told === undefined
      ? []
      : [
          {
            holds: told === codeHex,
            text: 'the card gets the response code of the referral as the issuer sent it',
            expected: codeHex,
            observed: told,
            eventIndex: second.eventIndex,
          },
        ]),
  ];
}

function typeIn(events: readonly Recorded[], answer: HostMessage & Recorded): string | undefined {
  const request = messagesToHost(events).findLast(({ mti, index }) => /^0[12]00$/u.test(mti) && index < answer.index);
  return tracedObjects(request?.fields['55'] ?? '')?.find(({ tag }) => tag === '9F35')?.valueHex;
}
