import { expectEqual } from '../expectation.ts';
import { purchaseOf, whenAsked, whenShown } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { idealTap } from '../taps.ts';

export const scenario = defineScenario(
  'asks for one card when two are held over the reader, and goes on with one',
  { proves: ['EMV-CB-3.2-collision', 'PERF-SDK-01'] },
  async (rig) => {
    const report = rig.terminal.perform(purchaseOf(1250));
    await whenAsked(rig);
    const complained = whenShown(rig, /ONE CARD/u);
    await rig.cards.present(['standard', 'second'], idealTap);
    const isAskedForOne = await Promise.race([complained.then(() => true), report.then(() => false)]);
    const cryptogramsSoFar = rig.journal.events.filter(
      (event) => event.kind === 'apdu' && event.direction === 'command' && /^80A[8E]/u.test(event.hex),
    ).length;
    await rig.cards.withdraw();
    await rig.cards.present(['standard'], idealTap);
    const purchase = await report;
    await rig.cards.withdraw();
    expectEqual(rig, {
      text: 'the cardholder is asked for one card',
      expected: true,
      observed: isAskedForOne,
      proves: ['EMV-CB-3.2-collision', 'PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'no card was asked for processing options or a cryptogram while two were there',
      expected: 0,
      observed: cryptogramsSoFar,
      proves: ['EMV-CB-3.2-collision'],
    });
    expectEqual(rig, {
      text: 'the purchase is approved with the one card left',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['EMV-CB-3.2-collision', 'PERF-SDK-01'],
    });
  },
);
