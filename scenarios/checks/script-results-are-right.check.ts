import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { scriptsOf, type TracedScript } from './issuer-scripts.ts';
import {
  contactSessions,
  generateCommands,
  isAlike,
  messagesFromHost,
  messagesToHost,
  tracedObjects,
} from './trace.ts';
import type { ApduPair } from './trace.ts';

/** What a terminal itself may send after the answer: everything else is a script's. */
const ownCommands = /^(?:80AE|0082|80CA|00C0)/u;
const goodStatuses = /(?:90|62|63)[0-9A-F]{2}$/u;
/** Completion confirmations and reversals. */
const endings = /^0(?:[12]0[23]|4[02][01])$/u;

/**
 * What the terminal says of the issuer's scripts, five bytes each, is what happened: performed, failed at its n-th command, or
 * not performed because it could not be taken apart. It says so at the end, and in every message that brings it to the host.
 */
export const check: Check = {
  name: 'script-results-are-right',
  clause: 'EMV 4.4 Book 4, 6.3.9, 12.2.4 and A5',
  proves: ['EMV-B4-6.3.9-2', 'EMV-B4-12.2.4-1'],
  needs: ['apdu', 'slot', 'host-message', 'kernel'],
  judge: (events) => contactSessions(events).flatMap((session) => judgeSession(session, events)),
};

function judgeSession(session: readonly ApduPair[], events: readonly Recorded[]): readonly CheckFinding[] {
  const [first, second] = generateCommands(session);
  if (first === undefined || second === undefined) return [];
  const answer = messagesFromHost(events).find(
    ({ mti, index }) => /^0[12]10$/u.test(mti) && index > first.eventIndex && index < second.eventIndex,
  );
  const scripts = answer === undefined ? [] : scriptsOf(answer);
  if (answer === undefined || scripts.length === 0) return [];
  const expected = expectedOf(scripts, session, answer.index);
  const requirementIds = expected.hasIncident ? check.proves : ['EMV-B4-6.3.9-2'];
  return sayings(events, answer).map(({ where, resultsHex, eventIndex }) => ({
    holds: resultsHex !== undefined && isAlike(resultsHex, expected.resultsHex),
    text: `the results of the issuer’s scripts are what became of them, ${where}`,
    expected: expected.resultsHex,
    observed: resultsHex ?? 'nothing said',
    eventIndex,
    requirementIds,
  }));
}

function expectedOf(
  scripts: readonly TracedScript[],
  session: readonly ApduPair[],
  answerIndex: number,
): { readonly resultsHex: string; readonly hasIncident: boolean } {
  const delivered = session.filter(
    ({ commandHex, eventIndex }) => eventIndex > answerIndex && !ownCommands.test(commandHex),
  );
  let hasIncident = false;
  let place = 0;
  const results = scripts.map(({ identifierHex: identifier, commands }) => {
    const isCardGone = place > 0 && delivered[place - 1]?.responseHex === undefined;
    if (commands === undefined || isCardGone) {
      hasIncident ||= commands === undefined;
      return `00${identifier}`;
    }
    const failed = commands.findIndex(() => {
      const pair = delivered[place];
      place += 1;
      return pair?.responseHex === undefined || !goodStatuses.test(pair.responseHex);
    });
    return (
      (failed < 0
        ? '20'
        : `1${Math.min(failed + 1, 15)
            .toString(16)
            .toUpperCase()}`) + identifier
    );
  });
  return { resultsHex: results.join(''), hasIncident };
}

interface Saying {
  readonly where: string;
  readonly resultsHex: string | undefined;
  readonly eventIndex: number;
}

/** A void undoes what was confirmed before: it need not say it again. */
function sayings(events: readonly Recorded[], answer: HostMessage & Recorded): readonly Saying[] {
  const told = messagesToHost(events).filter(
    ({ mti, fields, index }) => endings.test(mti) && index > answer.index && fields['37'] === answer.fields['37'],
  );
  const end = events.find(
    (event) => event.kind === 'kernel' && event.step === 'completed' && event.index > answer.index,
  );
  return [
    ...(end?.kind === 'kernel' ? [{ where: 'at the end', resultsHex: end.facts['9F5B'], eventIndex: end.index }] : []),
    ...told
      .filter(({ mti }) => !mti.startsWith('040'))
      .map(({ mti, fields, index }) => ({
        where: `in ${mti}`,
        resultsHex: tracedObjects(fields['55'] ?? '')?.find(({ tag }) => tag === '9F5B')?.valueHex,
        eventIndex: index,
      })),
  ];
}
