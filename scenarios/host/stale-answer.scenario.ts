import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'does not take the late approval of one purchase for the answer to the next',
  { proves: ['ISO8583-LATE-1', 'ISO8583-LATE-2'] },
  async (rig) => {
    // The bench's response timer is 1 s, and the next request leaves about 1.7 s after it: the first answer comes
    // when the second request, of the same amount and about to be declined, has waited for more than a third of its 0.8 s.
    rig.host.behave({ kind: 'delay', delayMs: 3100 });
    rig.host.behave({ kind: 'delay', delayMs: 800 });
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(1250), card: 'declined-by-issuer' });
    await rig.clock.sleep(500);
    const owed = await rig.terminal.settle({ timeoutMs: 8000 });
    expectEqual(rig, {
      text: 'the first purchase is declined for want of an answer',
      expected: ['declined', 'host-silent'],
      observed: [first.outcome, first.reason],
      proves: ['ISO8583-LATE-1'],
    });
    // On a busy machine the answers may not meet as planned: then nothing was shown, and nothing is claimed.
    if (answersMet(rig)) {
      expectEqual(rig, {
        text: 'the second purchase hears its own answer',
        expected: ['declined', 'declined-by-issuer'],
        observed: [second.outcome, second.reason],
        proves: ['ISO8583-LATE-2'],
      });
    }
    expectEqual(rig, {
      text: 'nothing is owed and no money moved',
      expected: [0, ['reversed', 'declined']],
      observed: [owed, rig.host.books().map((entry) => entry.state)],
      proves: ['ISO8583-LATE-1'],
    });
  },
);

/** Whether the first answer came while the second was awaited. */
function answersMet(rig: Rig): boolean {
  const financial = rig.journal.events.flatMap((event) =>
    event.kind === 'host-message' && event.mti.startsWith('02') ? [event] : [],
  );
  const [firstStan, secondStan] = financial.filter(({ mti }) => mti === '0200').map(({ fields }) => fields['11']);
  const order = financial.map(({ mti, fields }) => `${mti} ${fields['11'] ?? ''}`);
  return [`0200 ${firstStan}`, `0200 ${secondStan}`, `0210 ${firstStan}`, `0210 ${secondStan}`].every(
    (message, place) => order[place] === message,
  );
}
