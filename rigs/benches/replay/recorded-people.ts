import type { CardholderQuestion, PersonAtTerminal } from '#drivers/ports/cardholder.ts';
import type { Journal } from '#drivers/ports/evidence.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { createJournal } from '#rigs/journal.ts';
import type { Cardholder, Cashier, MagneticStripe, PinEntry } from '#terminal';
import { createPerson } from '../cardholder.ts';
import { eventsOf, Takings, type Recording } from './recording.ts';

/**
 * The people at the terminal, who do what they did then, when they did it. What they typed is in no record: PINs and the
 * stripe are those of the scenario.
 */
export function recordedPeople(options: {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly recording: Recording;
  readonly stripeOf: (card: string) => string | undefined;
}): PersonAtTerminal & Cardholder & Cashier & MagneticStripe {
  const { clock, journal, recording } = options;
  const asked = new Takings(eventsOf(recording.events, 'cardholder'));
  // The scenario's person answers at once; when is the record's to say.
  const hasty: Clock = {
    nowMs: () => clock.nowMs(),
    sleep: async () => undefined,
    drive: (work) => clock.drive(work),
  };
  const aside = createJournal(clock);
  const person = createPerson({ clock: hasty, journal: aside, stripeOf: options.stripeOf });
  /** What they did then; what the scenario's person does where nothing of the kind is recorded. */
  const did = async (question: CardholderQuestion): Promise<string> => {
    const own = aside.events.at(-1);
    const next = asked.peek()?.asked === question ? asked.take() : undefined;
    if (next !== undefined) await recording.until(next.atMs);
    const what = next?.did ?? (own?.kind === 'cardholder' ? own.did : '');
    journal.append({ kind: 'cardholder', asked: question, did: what });
    return what;
  };
  return {
    knows: (change) => person.knows(change),
    swipe: async (signal) => {
      const swiped = await person.swipe(signal);
      if (swiped.kind === 'swiped') await did('swipe');
      return swiped;
    },
    chooseApplication: async (labels) => {
      await person.chooseApplication(labels);
      const place = labels.indexOf(chosenIn(await did('application')));
      return place < 0 ? undefined : place;
    },
    confirmApplication: async (label) => {
      await person.confirmApplication(label);
      return (await did('confirmation')).startsWith('accepted');
    },
    chooseLanguage: async (languages) => {
      await person.chooseLanguage?.(languages);
      const chosen = chosenIn(await did('language'));
      return languages.find((language) => language === chosen);
    },
    ...recordedTill(person, { did, recording }),
    enterPin: async (prompt) => {
      const typed = await person.enterPin(prompt);
      const what = await did(prompt.kind === 'offline' ? 'offline PIN' : 'online PIN');
      if (typed.kind === what) return noted(recording, typed);
      return what === 'entered' ? typed : ({ kind: what } as PinEntry);
    },
  };
}

/** The person at the till, who has the code of a referral from the scenario: the record does not have it. */
function recordedTill(
  person: Cashier,
  record: { readonly did: (question: CardholderQuestion) => Promise<string>; readonly recording: Recording },
): Required<Cashier> {
  const { did, recording } = record;
  return {
    takesPart: async (part) => {
      await person.takesPart(part);
      return (await did('part of the amount')).startsWith('took');
    },
    decideReferral: async (referred) => {
      const own = await person.decideReferral?.(referred);
      if ((await did('referral')) !== 'approved') return { kind: 'declined' };
      if (own?.kind === 'approved') return own;
      const why = 'the issuer approved by telephone then, and the scenario has no code for it';
      recording.obstacles.push({ why, atIndex: 0 });
      return { kind: 'declined' };
    },
    forcesAcceptance: async (declined) => {
      await person.forcesAcceptance?.(declined);
      return (await did('forced acceptance')) === 'forced';
    },
  };
}

function noted(recording: Recording, typed: PinEntry): PinEntry {
  if (typed.kind === 'entered') {
    const hiddenBytes = typed.pin.length;
    recording.filledIn.push({ side: 'PIN pad', by: 'the scenario', hiddenBytes, isConsistent: true, atIndex: 0 });
  }
  return typed;
}

/** What was chosen, in the words of the person on our benches: chose X of A | B. */
function chosenIn(what: string): string {
  return /^chose (?<what>.*?) of /u.exec(what)?.groups?.['what'] ?? '';
}
