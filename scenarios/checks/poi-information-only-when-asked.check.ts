import type { Check, CheckFinding } from '../check.ts';
import { cardObjects, listEntries, sessions } from './trace.ts';
import type { ApduPair } from './trace.ts';

/** SEND POI INFORMATION, and a first byte of its data that a template 83 begins with. */
const command = /^801A0000[0-9A-F]{2}83([0-9A-F]{2})([0-9A-F]*)00$/u;
const directory = Buffer.from('2PAY.SYS.DDF01', 'latin1').toString('hex').toUpperCase();

/**
 * A card is told of the terminal only if its directory asks: by a list (9F3F), whose values it gets, or by naming the terminal's
 * category (9F3E), and only then is it told the category. It is told once, before an application is selected.
 */
export const check: Check = {
  name: 'poi-information-only-when-asked',
  clause: 'EMV Contactless 2.12 Book B, 3.3.2.3 and Annex C',
  proves: ['EMV-CB-C1-spi'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events)
      .filter(([first]) => first?.by === 'contactless')
      .flatMap(judgeSession),
};

function judgeSession(session: readonly ApduPair[]): readonly CheckFinding[] {
  const told = session.filter(({ commandHex }) => commandHex.startsWith('801A'));
  const [first] = told;
  const select = session.find(({ commandHex }) => commandHex.startsWith('00A4') && commandHex.includes(directory));
  if (first === undefined || select === undefined) return [];
  const offered = cardObjects([select]);
  const application = session.find(
    ({ commandHex }) => commandHex.startsWith('00A4') && !commandHex.includes(directory),
  );
  const isInPlace = told.length === 1 && (application === undefined || application.eventIndex > first.eventIndex);
  const fault = wrongPart(first.commandHex, {
    categories: (offered.get('9F3E') ?? '').match(/.{4}/gu) ?? [],
    listHex: offered.get('9F3F'),
  });
  return [
    {
      holds: isInPlace,
      text: 'the card is told of the terminal once, before an application is selected',
      expected: 'one SEND POI INFORMATION, first',
      observed: `${told.length} of them${isInPlace ? '' : ', or too late'}`,
      eventIndex: first.eventIndex,
    },
    // Of a list that can't be read nobody knows what it asks for.
    ...(listEntries(offered.get('9F3F') ?? '') === undefined
      ? []
      : [
          {
            holds: fault === undefined,
            text: 'the card is told what its directory asks for, and no more',
            expected: `9F3F ${offered.get('9F3F') ?? 'absent'}, 9F3E ${offered.get('9F3E') ?? 'absent'}`,
            observed: fault ?? 'just that',
            eventIndex: first.eventIndex,
          },
        ]),
  ];
}

/** What is wrong with the data, in words; undefined when nothing is. */
function wrongPart(
  commandHex: string,
  asked: { readonly categories: readonly string[]; readonly listHex: string | undefined },
): string | undefined {
  const [, lengthHex = '', dataHex = ''] = command.exec(commandHex) ?? [];
  if (lengthHex === '' || Number.parseInt(lengthHex, 16) * 2 !== dataHex.length) return 'no template 83 of that length';
  const entries = listEntries(asked.listHex ?? '');
  if (entries === undefined) return undefined;
  const valueCharacters = entries.reduce((sum, { length }) => sum + length * 2, 0);
  const rest = dataHex.slice(valueCharacters);
  if (dataHex.length < valueCharacters) return 'fewer values than the list asks for';
  if (rest === '') return asked.listHex === undefined ? 'nothing is told, and nothing was asked for' : undefined;
  const category = /^000102([0-9A-F]{4})$/u.exec(rest)?.[1];
  if (category === undefined) return 'something behind the values that is no category';
  return asked.categories.includes(category) ? undefined : `category ${category}, which the card does not name`;
}
