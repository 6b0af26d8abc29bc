import type { Check, CheckFinding } from '../check.ts';
import { contactSessions } from './trace.ts';
import type { ApduPair } from './trace.ts';

const directory = Buffer.from('1PAY.SYS.DDF01', 'latin1').toString('hex').toUpperCase();

/**
 * A session in the chip slot begins with the directory. Its records are read from the first on until the card has no
 * more (6A83); a card without one is asked for the names that the terminal knows; one that is blocked is left alone.
 */
export const check: Check = {
  name: 'chip-slot-selects-in-order',
  clause: 'EMV 4.4 Book 1, 12.3.2',
  proves: ['EMV-B1-12.3.2-1', 'EMV-B1-12.3.2-2', 'EMV-B1-12.3.2-3', 'EMV-B1-12.3.2-4'],
  needs: ['apdu', 'slot'],
  judge: (events) => contactSessions(events).flatMap(judgeSession),
};

function judgeSession(session: readonly ApduPair[]): readonly CheckFinding[] {
  const [first, second] = session;
  if (first === undefined) return [];
  const isDirectory = first.commandHex.startsWith(`00A404000E${directory}`);
  const begun: CheckFinding = {
    holds: isDirectory,
    text: 'the first command in the chip slot selects 1PAY.SYS.DDF01',
    expected: `00A404000E${directory}`,
    observed: first.commandHex,
    eventIndex: first.eventIndex,
    requirementIds: ['EMV-B1-12.3.2-1'],
  };
  if (!isDirectory || first.responseHex === undefined) return [begun];
  const statusWord = first.responseHex.slice(-4);
  if (statusWord === '9000') return [begun, ...recordFindings(session)];
  // A card that keeps its answer back (61xx, 6Cxx) for ever has said nothing about its directory.
  if (/^6[1C]/u.test(statusWord)) return [begun];
  const isBlocked = statusWord === '6A81';
  return [
    begun,
    {
      holds: isBlocked ? second === undefined : second?.commandHex.startsWith('00A40400') === true,
      text: isBlocked
        ? 'a card that is blocked is sent nothing more'
        : 'a card without a usable directory is asked for the names that the terminal knows',
      expected: isBlocked ? 'nothing more' : 'SELECT of an application',
      observed: `after ${statusWord}: ${second?.commandHex ?? 'nothing more'}`,
      eventIndex: first.eventIndex,
      requirementIds: [isBlocked ? 'EMV-B1-12.3.2-2' : 'EMV-B1-12.3.2-3'],
    },
  ];
}

function recordFindings(session: readonly ApduPair[]): readonly CheckFinding[] {
  const until = session.findIndex(({ commandHex }, place) => place > 0 && commandHex.startsWith('00A4'));
  const reads = session
    .slice(1, until < 0 ? undefined : until)
    .filter(({ commandHex }) => commandHex.startsWith('00B2'));
  const last = reads.at(-1);
  if (last?.responseHex === undefined || /6[1C]..$/u.test(last.responseHex)) return [];
  const numbers = reads.map(({ commandHex }) => Number.parseInt(commandHex.slice(4, 6), 16));
  const isInOrder = numbers.every((number, place) => number === place + 1);
  return [
    {
      holds: isInOrder && last.responseHex.endsWith('6A83'),
      text: 'the records of the directory are read in order until there are no more',
      expected: '1, 2, … until 6A83',
      observed: `${numbers.join(', ')} until ${last.responseHex.slice(-4)}`,
      eventIndex: last.eventIndex,
      requirementIds: ['EMV-B1-12.3.2-4'],
    },
  ];
}
