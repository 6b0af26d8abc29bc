import type { Check, CheckFinding } from '../check.ts';
import { cardObjects, listEntries, sessions, type ApduPair } from './trace.ts';

/** GET PROCESSING OPTIONS and GENERATE AC carry exactly as many bytes as the card's lists ask for. */
export const check: Check = {
  name: 'lists-are-answered-exactly',
  clause: 'EMV 4.4 Book 3, 5.4 and 10.1',
  proves: ['EMV-B3-5.4-1', 'EMV-B3-10.1-2'],
  needs: ['apdu', 'polled'],
  judge: (events) => sessions(events).flatMap(judgeSession),
};

function judgeSession(session: readonly ApduPair[]): readonly CheckFinding[] {
  const objects = cardObjects(session);
  const options = session.find(({ commandHex }) => commandHex.startsWith('80A8'));
  const generate = session.find(({ commandHex }) => commandHex.startsWith('80AE'));
  const findings: CheckFinding[] = [];
  if (options !== undefined) findings.push(judgeOptions(options, objects.get('9F38')));
  const list = objects.get('8C');
  if (generate !== undefined && list !== undefined) {
    const wanted = lengthAsked(list);
    findings.push({
      holds: Number.parseInt(generate.commandHex.slice(8, 10), 16) === wanted && dataLength(generate) === wanted,
      text: 'GENERATE AC carries as many bytes as CDOL1 asks for',
      expected: `${wanted} bytes`,
      observed: `${dataLength(generate)} bytes`,
      eventIndex: generate.eventIndex,
      requirementIds: ['EMV-B3-5.4-1'],
    });
  }
  return findings;
}

function judgeOptions(options: ApduPair, list: string | undefined): CheckFinding {
  const isWithout = list === undefined;
  const wanted = isWithout ? 0 : lengthAsked(list);
  const head =
    `80A80000${(wanted + 2).toString(16).padStart(2, '0')}83${wanted.toString(16).padStart(2, '0')}`.toUpperCase();
  return {
    holds: options.commandHex.startsWith(head),
    text: isWithout ? 'GPO carries 8300 when the card has no PDOL' : 'GPO carries as many bytes as the PDOL asks for',
    expected: head,
    observed: options.commandHex.slice(0, head.length),
    eventIndex: options.eventIndex,
    requirementIds: [isWithout ? 'EMV-B3-10.1-2' : 'EMV-B3-5.4-1'],
  };
}

function lengthAsked(list: string): number {
  return listEntries(list).reduce((sum, { length }) => sum + length, 0);
}

/** Data bytes of a short command with Lc and Le. */
function dataLength({ commandHex }: ApduPair): number {
  return (commandHex.length - 12) / 2;
}
