import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';

/** Sends a command to the real card and returns its answer, status word included. */
export type AskCard = (command: Uint8Array) => Uint8Array;

/** The man in the middle of one session: a command of the terminal to the answer that it gets. */
export type Middle = (command: Uint8Array, ask: AskCard) => Uint8Array;

/** An attack on a payment, as something that sits between a card and a terminal. */
export interface Attack {
  /** Begins with `attack-`. */
  readonly name: string;
  /** What is tried, and what a wrong terminal or issuer does. */
  readonly purpose: string;
  /** Where it was published. */
  readonly source: string;
  /** The card of the library that is attacked. */
  readonly base: string;
  readonly through: 'contact' | 'contactless';
  /** How the transaction may lawfully end, in the terminal's words, and why. */
  readonly lawful: {
    readonly outcomes: readonly ('approved' | 'declined' | 'ended' | 'try-another-interface')[];
    readonly because: string;
  };
  /** Time that the middle takes for every answer. */
  readonly delayMs?: number;
  /** Made once a card: what the middle remembers outlives the power. The inner function begins a session. */
  readonly sit: () => () => Middle;
}

/** Puts the attacker between a card and whoever powers it; to the outside it is a card like any other. */
export function attackedCard(card: ContactlessCard, attack: Attack): ContactlessCard {
  const begin = attack.sit();
  let middle = begin();
  return {
    ...faceOf(card),
    name: attack.name,
    powerOn: (by) => {
      middle = begin();
      card.powerOn(by);
    },
    powerOff: () => card.powerOff(),
    respond: (command) => {
      let processingMs = attack.delayMs ?? 0;
      let last = {};
      const response = middle(command, (sent) => {
        const answer = card.respond(sent);
        processingMs += answer.processingMs;
        last = answer;
        return answer.response;
      });
      // What else the card said of its answer, such as that power went in the middle of it, stays said.
      return { ...last, response, processingMs };
    },
  };
}

function faceOf(card: ContactlessCard): Omit<ContactlessCard, 'name' | 'powerOn' | 'powerOff' | 'respond'> {
  const { uid, sensRes, selRes, answerToSelect, answerToReset } = card;
  return { uid, sensRes, selRes, answerToSelect, ...(answerToReset === undefined ? {} : { answerToReset }) };
}
