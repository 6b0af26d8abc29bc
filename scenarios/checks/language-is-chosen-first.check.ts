import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { displayWords } from './display-words.table.ts';
import { cardObjects, contactSessions, type ApduPair } from './trace.ts';

/**
 * A terminal of several languages chooses before GET PROCESSING OPTIONS: a language of the card's where it says that the card
 * chose, and no other than the first of the card's that it is known to have. What it says at the end is in that language.
 */
export const check: Check = {
  name: 'language-is-chosen-first',
  clause: 'EMV 4.4 Book 4, 11.1',
  proves: ['EMV-B4-11.1-1'],
  needs: ['kernel', 'apdu', 'slot', 'reported', 'display'],
  judge: (events) => contactSessions(events).flatMap((session) => judgeSession(session, events)),
};

type KernelStep = Extract<Recorded, { readonly kind: 'kernel' }>;

function judgeSession(session: readonly ApduPair[], events: readonly Recorded[]): readonly CheckFinding[] {
  const first = session[0]?.eventIndex ?? 0;
  const chosen = events.find(
    (event): event is KernelStep => event.kind === 'kernel' && event.step === 'language' && event.index > first,
  );
  const begun = session.find(({ commandHex }) => commandHex.startsWith('80A8'));
  if (chosen === undefined || begun === undefined) return [];
  const language = chosen.facts['language'] ?? '';
  const finding = (facts: Omit<CheckFinding, 'eventIndex'>): CheckFinding => ({ ...facts, eventIndex: chosen.index });
  return [
    finding({
      holds: chosen.index < begun.eventIndex,
      text: 'the language is chosen before processing begins',
      expected: 'before GET PROCESSING OPTIONS',
      observed: chosen.index < begun.eventIndex ? 'before' : 'after',
    }),
    ...preferenceFindings(session, chosen).map(finding),
    ...endFindings(events, chosen, language).map(finding),
  ];
}

function preferenceFindings(
  session: readonly ApduPair[],
  chosen: KernelStep,
): readonly Omit<CheckFinding, 'eventIndex'>[] {
  const selection = session.findLast(
    ({ commandHex, eventIndex }) => commandHex.startsWith('00A4') && eventIndex < chosen.index,
  );
  const preferenceHex = (selection === undefined ? undefined : cardObjects([selection]).get('5F2D')) ?? '';
  const preference: readonly string[] =
    Buffer.from(preferenceHex, 'hex').toString('latin1').toLowerCase().match(/.{2}/gu) ?? [];
  const isByCard = chosen.facts['chosenBy'] === 'card';
  const language = chosen.facts['language'] ?? '';
  return [
    {
      holds: !isByCard || preference.includes(language),
      text: 'a language that the card chose is one of the card’s',
      expected: preference.join(', ') || 'none',
      observed: isByCard ? language : `chosen by ${chosen.facts['chosenBy']}`,
    },
  ];
}

/** The last text says how the transaction ended, in the language that was chosen. */
function endFindings(
  events: readonly Recorded[],
  chosen: KernelStep,
  language: string,
): readonly Omit<CheckFinding, 'eventIndex'>[] {
  const end = events.find((event) => event.kind === 'reported' && event.index > chosen.index);
  const words = displayWords[language];
  if (end?.kind !== 'reported' || words === undefined) return [];
  const { outcome, displayed } = end.report;
  const expected = outcome === 'approved' ? words.approved : outcome === 'declined' ? words.declined : undefined;
  const last = displayed.at(-1);
  if (expected === undefined || last === undefined) return [];
  return [
    {
      holds: new RegExp(`^(?:${expected})\\b`, 'u').test(last),
      text: 'the cardholder reads the end in the language that was chosen',
      expected: `${language}: ${expected}`,
      observed: last,
    },
  ];
}
