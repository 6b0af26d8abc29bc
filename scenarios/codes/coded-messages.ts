import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { payWithPin, pinNeeds } from '../pin/pin-payments.ts';
import { defineScenario, type Scenario } from '../scenario.ts';

const proves = ['ISO8583-DE128-1'] as const;

/** Words of the host's security module on the codes of all messages, in order, with the message types. */
function wordsOnCodes(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'host-decision' ? [`${event.facts['mti'] ?? ''} ${event.facts['messageCode'] ?? 'none'}`] : [],
  );
}

/** Purchases, one that is reversed among them, with a code over every message, and under one key serial number a PIN. */
export function codesEveryMessage(title: string, profile: string): Scenario {
  const isDerived = profile.includes('derived');
  const requirements = isDerived ? [...proves, 'X9.24-DUKPT-2', 'X9.24-DUKPT-1'] : proves;
  return defineScenario(title, { proves: requirements, needs: [...pinNeeds, 'contactless'], profile }, async (rig) => {
    const paid = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const [withPin] = await payWithPin(rig);
    rig.host.behave({ kind: 'silent' });
    const lost = await payByTap(rig, { request: purchaseOf(800), card: 'standard' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'what became of three purchases, the last one without an answer, and what is owed for it',
      expected: ['approved', 'approved', 'declined', 0],
      observed: [paid.outcome, withPin?.outcome, lost.outcome, owed],
      proves,
    });
    expectEqual(rig, {
      text: 'messages and their codes',
      expected: ['0200 right', '0200 right', '0200 right', '0420 right'],
      observed: wordsOnCodes(rig),
      proves,
    });
  });
}

/** An answer that says yes, but whose code is not right: the terminal has heard nothing, and reverses. */
export function takesForNone(title: string, behaviour: 'wrong-code' | 'no-code', profile: string): Scenario {
  return defineScenario(title, { proves, needs: ['contactless', 'online'], profile }, async (rig) => {
    rig.host.behave({ kind: behaviour });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'the purchase is declined as if nobody had answered, and nothing is owed at the end',
      expected: { outcome: 'declined', reason: 'host-silent', owed: 0 },
      observed: { outcome: purchase.outcome, reason: purchase.reason, owed },
      proves,
    });
    expectEqual(rig, {
      text: 'the host takes back what it had approved',
      expected: ['reversed'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  });
}
