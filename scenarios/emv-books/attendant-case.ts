import type { CardholderPlan, CardholderQuestion } from '#drivers/ports/cardholder.ts';
import type { HostBehaviour } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';
import { messageOf } from './host-words.ts';

/** What becomes of one sale that an attendant may decide. What is not said is not judged. */
export interface AttendantCase {
  readonly proves: readonly string[];
  readonly card: string;
  readonly profile?: string;
  readonly amountMinor?: number;
  readonly host?: HostBehaviour;
  readonly person: Partial<CardholderPlan>;
  readonly expects: {
    readonly reason: string;
    readonly outcome: 'approved' | 'declined';
    readonly questions: readonly CardholderQuestion[];
    /** First parameter of the second GENERATE AC without its lower bits: 40 TC, 00 AAC. */
    readonly asksFor?: string;
    readonly displays?: string;
    /** Elements of the advice; undefined when there is none. */
    readonly advice: Readonly<Record<string, string>> | undefined;
  };
}

/** A sale, and everything brought to the host that is owed for it. */
export function attendantCase(title: string, facts: AttendantCase): Scenario {
  const { proves, profile, expects } = facts;
  const needs = ['contact', 'pin', 'online', 'store-and-forward'] as const;
  return defineScenario(title, { proves, needs, ...(profile === undefined ? {} : { profile }) }, async (rig) => {
    if (facts.host !== undefined) rig.host.behave(facts.host);
    const request = purchaseOf(facts.amountMinor ?? 1250);
    const sold = await payByChip(rig, { request, card: facts.card, person: facts.person });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    const expectThat = (text: string, expected: unknown, observed: unknown): void =>
      expectEqual(rig, { text, expected, observed, proves });
    expectThat('the sale ends as the attendant decided', expects.outcome, sold.outcome);
    expectThat('for this reason', expects.reason, sold.reason);
    expectThat('the host has all that it is owed', 0, owedCount);
    const questions = rig.journal.events.flatMap((event) => (event.kind === 'cardholder' ? [event.asked] : []));
    expectThat('the people at the terminal are asked', expects.questions, questions);
    if (expects.displays !== undefined) {
      expectThat('the display says it', true, sold.displayed.includes(expects.displays));
    }
    if (expects.asksFor !== undefined) {
      const commands = rig.journal.events.flatMap((event) =>
        event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80AE') ? [event.hex] : [],
      );
      expectThat('the second cryptogram that is asked for', expects.asksFor, commands[1]?.slice(4, 6));
    }
    const advice = messageOf(rig, /^0220$/u);
    expectThat('an advice left for the host', expects.advice !== undefined, advice !== undefined);
    for (const [element, value] of Object.entries(expects.advice ?? {})) {
      expectThat(`DE${element} of the advice`, value, advice?.fields[element] ?? 'not there');
    }
  });
}
