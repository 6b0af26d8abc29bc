import type { CardholderPlan, CardholderQuestion, PersonAtTerminal } from '#drivers/ports/cardholder.ts';
import type { Journal } from '#drivers/ports/evidence.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Cardholder, Cashier, MagneticStripe, PinEntry } from '#terminal';

/** Time to read a question and press a key; to type a PIN. */
const chooseMs = 800;
const typeMs = 2000;
/** Time to draw a card through the reader. */
const swipeMs = 700;

/** Time to call the issuer, and what the issuer says. */
const callMs = 20_000;
const codeByTelephone = 'V01234';

/** What a person does about whom a scenario says nothing. */
const willing: CardholderPlan = {
  pin: '1234',
  wrongPins: [],
  atPinPad: 'enters',
  label: undefined,
  atReferral: 'declines',
  forcesAcceptance: false,
  language: undefined,
  swipes: undefined,
  accepts: true,
  takesPart: true,
};

/**
 * The person at the terminal: answers what the terminal asks as the scenario directs. What is asked and what they do is
 * journalled, what they type never.
 */
export function createPerson(options: {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Track 2 of a card by its name, as it stands on the stripe. A card that has none can't be swiped. */
  readonly stripeOf?: (card: string) => string | undefined;
}): PersonAtTerminal & Cardholder & Cashier & MagneticStripe {
  const { clock, journal, stripeOf } = options;
  let plan = willing;
  const did = (asked: CardholderQuestion, what: string): void =>
    void journal.append({ kind: 'cardholder', asked, did: what });
  return {
    knows: (change) => {
      plan = { ...plan, ...change };
    },
    swipe: async () => {
      const { swipes } = plan;
      const track2 = swipes === undefined ? undefined : stripeOf?.(swipes);
      if (track2 === undefined) return { kind: 'no-card' };
      plan = { ...plan, swipes: undefined };
      await clock.sleep(swipeMs);
      did('swipe', `swiped ${swipes}`);
      return { kind: 'swiped', track2 };
    },
    chooseApplication: async (labels) => {
      await clock.sleep(chooseMs);
      const place = plan.label === undefined ? 0 : Math.max(0, labels.indexOf(plan.label));
      const choice = plan.accepts && labels.length > 0 ? place : undefined;
      did('application', `chose ${choice === undefined ? 'none' : labels[choice]} of ${labels.join(' | ')}`);
      return choice;
    },
    confirmApplication: async (label) => {
      await clock.sleep(chooseMs);
      did('confirmation', `${plan.accepts ? 'accepted' : 'refused'} ${label}`);
      return plan.accepts;
    },
    chooseLanguage: async (languages) => {
      await clock.sleep(chooseMs);
      const { language } = plan;
      did('language', `chose ${language ?? 'none'} of ${languages.join(' | ')}`);
      return language;
    },
    ...tillOf({ clock, did, planned: () => plan }),
    enterPin: async ({ kind }) => {
      await clock.sleep(typeMs);
      const [wrong, ...others] = plan.wrongPins;
      const entry = entryOf(plan, wrong ?? plan.pin);
      if (entry.kind === 'entered') plan = { ...plan, wrongPins: others };
      did(kind === 'offline' ? 'offline PIN' : 'online PIN', entry.kind);
      return entry;
    },
  };
}

/** The person at the till. */
function tillOf(person: {
  readonly clock: Clock;
  readonly did: (asked: CardholderQuestion, what: string) => void;
  readonly planned: () => CardholderPlan;
}): Required<Cashier> {
  const { clock, did, planned } = person;
  return {
    takesPart: async ({ askedMinor, approvedMinor }) => {
      await clock.sleep(chooseMs);
      did('part of the amount', `${planned().takesPart ? 'took' : 'refused'} ${approvedMinor} of ${askedMinor}`);
      return planned().takesPart;
    },
    decideReferral: async () => {
      await clock.sleep(callMs);
      const isApproved = planned().atReferral === 'approves';
      did('referral', isApproved ? 'approved' : 'declined');
      return isApproved ? { kind: 'approved', approvalCode: codeByTelephone } : { kind: 'declined' };
    },
    forcesAcceptance: async () => {
      await clock.sleep(chooseMs);
      did('forced acceptance', planned().forcesAcceptance ? 'forced' : 'left it declined');
      return planned().forcesAcceptance;
    },
  };
}

function entryOf({ atPinPad }: CardholderPlan, pin: string): PinEntry {
  switch (atPinPad) {
    case 'enters':
      return { kind: 'entered', pin };
    case 'bypasses':
      return { kind: 'bypassed' };
    case 'cancels':
      return { kind: 'cancelled' };
    case 'walks-away':
      return { kind: 'timed-out' };
    case 'finds-it-broken':
      return { kind: 'pin-pad-broken' };
    default:
      return atPinPad satisfies never;
  }
}
