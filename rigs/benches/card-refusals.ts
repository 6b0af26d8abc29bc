import type { Journal } from '#drivers/ports/evidence.ts';
import type { Mask } from '#rigs/mask.ts';
import type { Refusal } from '#rigs/sim/card/card.ts';

/** Journals why a simulated card did not take what the issuer sent, masked like everything else. */
export function refusalsTo(journal: Journal, mask: Mask): (refusal: Refusal) => void {
  return ({ card, instructionHex, why }) => {
    const of = instructionHex === '82' || instructionHex === 'AE' ? 'response-cryptogram' : 'script-mac';
    const facts = { of: mask.text(of), instruction: mask.text(instructionHex), why: mask.text(why) };
    journal.append({ kind: 'card-refusal', card, facts });
  };
}
