import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf, whenShown } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-6.6.1-1', 'L3-REV-01'] as const;
/** More commands than a transaction with this card has. */
const commandCountMax = 40;

export const scenario = defineScenario(
  'ends without an approval at whichever command the card is pulled out',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const whole = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-cda' });
    const commandCount = contactCommands(rig, 0);
    expectEqual(rig, {
      text: 'the card is good when it stays where it is',
      expected: { outcome: 'approved', isBounded: true },
      observed: { outcome: whole.outcome, isBounded: commandCount > 5 && commandCount < commandCountMax },
      proves: [...proves],
    });
    const pulled: TransactionReport[] = [];
    for (let place = 1; place <= Math.min(commandCount, commandCountMax); place += 1) {
      pulled.push(await payAndPull(rig, place));
      await rig.terminal.settle({ timeoutMs: 12_000 });
    }
    expectEqual(rig, {
      text: 'commands at which a pulled card was approved',
      expected: [],
      observed: pulled.flatMap(({ outcome }, index) => (outcome === 'approved' ? [index + 1] : [])),
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'commands at which the cardholder was told of nothing',
      expected: [],
      observed: pulled.flatMap(({ displayed }, index) => (hasEnd(displayed) ? [] : [index + 1])),
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'the acquirer has one sale, and reversed what it had approved for pulled cards',
      expected: { captured: 1, open: 0 },
      observed: {
        captured: rig.host.books().filter(({ state }) => state === 'captured').length,
        open: rig.host.books().filter(({ state }) => state === 'open').length,
      },
      proves: [...proves],
    });
  },
);

/** Pays, and pulls the card out while it works on the command at this place, counted from 1. */
async function payAndPull(rig: Rig, place: number): Promise<TransactionReport> {
  const since = rig.journal.events.length;
  const report = rig.terminal.perform({ ...purchaseOf(1250), entry: 'contact' });
  await Promise.race([report, whenShown(rig, /^INSERT CARD$/u)]);
  const reached = rig.journal.seen(() => contactCommands(rig, since) >= place, {
    what: `command ${place} to the card in the slot`,
    timeoutMs: 60_000,
    fromIndex: since,
  });
  await rig.slot?.insert('contact-cda');
  await Promise.race([report, reached]);
  await rig.slot?.remove();
  return report;
}

function contactCommands(rig: Rig, since: number): number {
  return rig.journal.events
    .slice(since)
    .filter((event) => event.kind === 'apdu' && event.direction === 'command' && event.interface === 'contact').length;
}

function hasEnd(displayed: readonly string[]): boolean {
  return /^(?:PROCESSING ERROR|DECLINED|NOT ACCEPTED)/u.test(displayed.at(-1) ?? '');
}
