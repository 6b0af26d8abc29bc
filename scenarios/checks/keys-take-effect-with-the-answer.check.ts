import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check } from '../check.ts';

/** Which keys a terminal may work with: those of one generation, or, where nobody can tell what it heard, of two. */
type Lawful = ReadonlySet<string>;

/** Answers that the bench sent damaged, late or not at all: whether the terminal took them, it alone knows. */
const certain: ReadonlySet<string | undefined> = new Set([undefined, 'normal', 'duplicate']);

/**
 * New working keys are in force exactly when the answer that brought them reached the terminal: nothing comes under them
 * before, and nothing under the old ones after. Keys that came damaged are never in force.
 */
export const check: Check = {
  name: 'keys-take-effect-with-the-answer',
  clause: 'ISO 8583:1987 0800/0810; ANSI X9.17, 7.5',
  proves: ['ISO8583-NMM-1'],
  needs: ['host-message', 'host-decision'],
  judge: (events) => {
    let lawful: Lawful = new Set(['1']);
    /** What was lawful before the last answer, as long as no message shows whether the terminal kept what it brought. */
    let before: Lawful = new Set();
    let offer: { readonly generation: string; readonly behaviour: string | undefined } | undefined;
    return events.flatMap((event) => {
      // A terminal that lost its power may have heard the answer and not kept the keys.
      if (event.kind === 'power' && !event.isOn) lawful = new Set([...lawful, ...before]);
      const brought = keysBrought(event);
      if (brought !== undefined && offer !== undefined) {
        before = lawful;
        lawful = after(lawful, offer, brought);
      }
      if (event.kind !== 'host-decision') return [];
      const { keyGeneration: used, offersGeneration, behaviour, mti = '' } = event.facts;
      if (offersGeneration !== undefined) offer = { generation: offersGeneration, behaviour };
      if (used === undefined) return [];
      const holds = lawful.has(used);
      const expected = `generation ${[...lawful].join(' or ')}`;
      if (holds) lawful = new Set([used]);
      before = new Set();
      return [
        {
          holds,
          text: `${mti} comes under the keys that the last confirmed change left in force`,
          expected,
          observed: `generation ${used}`,
          eventIndex: event.index,
        },
      ];
    });
  },
};

/** Whether an answer with new keys passed, and whether it reached the terminal. */
function keysBrought(event: Recorded): { readonly isDelivered: boolean } | undefined {
  if (event.kind !== 'host-message' || event.direction !== 'from-host' || event.mti !== '0810') return undefined;
  return event.fields['48'] === undefined ? undefined : { isDelivered: event.isDelivered };
}

function after(
  lawful: Lawful,
  { generation, behaviour }: { readonly generation: string; readonly behaviour: string | undefined },
  { isDelivered }: { readonly isDelivered: boolean },
): Lawful {
  if (!isDelivered || behaviour === 'damaged-keys') return lawful;
  return certain.has(behaviour) ? new Set([generation]) : new Set([...lawful, generation]);
}
