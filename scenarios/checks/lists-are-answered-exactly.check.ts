import type { Check, CheckFinding } from '../check.ts';
import { cardObjects, listEntries, sessions, type ApduPair } from './trace.ts';

/** GET PROCESSING OPTIONS and GENERATE AC carry exactly as many bytes as the card's lists ask for. */
export const check: Check = {
  name: 'lists-are-answered-exactly',
  clause: 'EMV 4.4 Book 3, 5.4 and 10.1',
  proves: ['EMV-B3-5.4-1', 'EMV-B3-10.1-2'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap((session) => [
      ...session.flatMap((pair, place) => judgeOptions(pair, session.slice(0, place))),
      ...judgeGenerate(session),
    ]),
};

/** The list is that of the application selected last: the one before may have had another. */
function judgeOptions(options: ApduPair, before: readonly ApduPair[]): readonly CheckFinding[] {
  const selection = before.findLast(({ commandHex }) => commandHex.startsWith('00A4'));
  if (!options.commandHex.startsWith('80A8') || selection === undefined) return [];
  const list = cardObjects([selection]).get('9F38');
  const wanted = lengthAsked(list ?? '');
  if (wanted === undefined) return [];
  const template = `83${wanted < 0x80 ? '' : '81'}${byteHex(wanted)}`;
  const head = `80A80000${byteHex(wanted + template.length / 2)}${template}`;
  const isWithout = list === undefined;
  return [
    {
      holds: options.commandHex.startsWith(head) && options.commandHex.length === head.length + wanted * 2 + 2,
      text: isWithout ? 'GPO carries 8300 when the card has no PDOL' : 'GPO carries as many bytes as the PDOL asks for',
      expected: `${head}, ${wanted} bytes, Le`,
      observed: `${options.commandHex.slice(0, head.length)}, ${options.commandHex.length / 2} bytes in all`,
      eventIndex: options.eventIndex,
      requirementIds: [isWithout ? 'EMV-B3-10.1-2' : 'EMV-B3-5.4-1'],
    },
  ];
}

function judgeGenerate(session: readonly ApduPair[]): readonly CheckFinding[] {
  const generate = session.find(({ commandHex }) => commandHex.startsWith('80AE'));
  const list = cardObjects(session).get('8C');
  const wanted = list === undefined ? undefined : lengthAsked(list);
  if (generate === undefined || wanted === undefined) return [];
  return [
    {
      holds:
        Number.parseInt(generate.commandHex.slice(8, 10), 16) === wanted &&
        generate.commandHex.length === headAndLeLength + wanted * 2,
      text: 'GENERATE AC carries as many bytes as CDOL1 asks for',
      expected: `${wanted} bytes`,
      observed: `${(generate.commandHex.length - headAndLeLength) / 2} bytes`,
      eventIndex: generate.eventIndex,
      requirementIds: ['EMV-B3-5.4-1'],
    },
  ];
}

/** Characters of CLA, INS, P1, P2, Lc and Le. */
const headAndLeLength = 12;

function lengthAsked(list: string): number | undefined {
  return listEntries(list)?.reduce((sum, { length }) => sum + length, 0);
}

function byteHex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
