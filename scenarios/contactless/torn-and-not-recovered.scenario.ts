import { expectEqual } from '../expectation.ts';
import { commandsToCard, purchaseOf, sentToHost, whenAsked, whenCommanded } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { idealTap } from '../taps.ts';

const proves = ['EMV-C2-torn-3'] as const;
const card = 'debit-does-not-recover';

export const scenario = defineScenario(
  'asks a torn card for a new cryptogram when it does not give the old one back',
  { proves, needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const report = rig.terminal.perform(purchaseOf(6250));
    await whenAsked(rig);
    const generating = whenCommanded(rig, 'GENERATE AC');
    await rig.cards.present([card], idealTap);
    await generating;
    await rig.cards.withdraw();
    await rig.cards.present([card], idealTap);
    const purchase = await report;
    await rig.cards.withdraw();
    const sent = rig.journal.events.flatMap((event) =>
      event.kind === 'apdu' && event.direction === 'command' ? [event.hex.slice(0, 4)] : [],
    );
    const last = sent.filter((head) => head === '80AE' || head === '80D0');
    expectEqual(rig, {
      text: 'the card is asked, asked for the old cryptogram, and asked for a new one',
      expected: ['80AE', '80D0', '80AE'],
      observed: last,
      proves,
    });
    expectEqual(rig, { text: 'the purchase is approved', expected: 'approved', observed: purchase.outcome, proves });
    expectEqual(rig, { text: 'the host was asked once', expected: ['0200'], observed: sentToHost(rig), proves });
    expectEqual(rig, {
      text: 'the purchase is collected once',
      expected: ['captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
    expectEqual(rig, { text: 'commands were sent', expected: true, observed: commandsToCard(rig) > 0, proves });
  },
);
