import { brownOut } from '#rigs/faults/brown-out.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B2-11.3-1'] as const;
const lives = 4;
const tapsPerLife = 4;

export const scenario = defineScenario(
  'draws new unpredictable numbers, also after its power was cut',
  { proves: [...proves], needs: ['contactless', 'online', 'battery', 'virtual-time'] },
  async (rig) => {
    for (let life = 0; life < lives; life += 1) {
      for (let tap = 0; tap < tapsPerLife; tap += 1) {
        await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
      }
      await cutPower(rig);
    }
    const numbers = numbersDrawn(rig);
    expectEqual(rig, {
      text: 'as many numbers as cryptograms were drawn',
      expected: true,
      observed: numbers.length >= lives * tapsPerLife,
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'numbers that came more than once',
      expected: 0,
      observed: numbers.length - new Set(numbers).size,
      proves: [...proves],
    });
    // A counter or a clock in place of chance moves in its low bytes alone.
    expectEqual(rig, {
      text: 'first bytes of all numbers together, at least',
      expected: true,
      observed: new Set(numbers.map((number) => number.slice(0, 2))).size > numbers.length / 2,
      proves: [...proves],
    });
  },
);

async function cutPower(rig: Rig): Promise<void> {
  const dip = await rig.inject(
    brownOut({
      at: 'the first display of the next transaction',
      when: (event) => event.kind === 'display',
      voltageMv: 2600,
    }),
  );
  await rig.terminal.perform(purchaseOf(1250));
  await dip[Symbol.asyncDispose]();
  await rig.terminal.restart();
  await rig.terminal.settle({ timeoutMs: 12_000 });
}

/** Tag 9F37 of every request that left. */
function numbersDrawn(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) => {
    if (event.kind !== 'host-message' || event.mti !== '0200') return [];
    const number = /9F3704([0-9A-F]{8})/u.exec(event.fields['55'] ?? '')?.[1];
    return number === undefined ? [] : [number];
  });
}
