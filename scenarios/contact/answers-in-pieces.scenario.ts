import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-L1-CT-2'] as const;

export const scenario = defineScenario(
  'fetches what a card with T=0 keeps back, and asks again with the length that it wants',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-t0' });
    const pairs = apdus(rig.journal.events.flatMap((event) => (event.kind === 'apdu' ? [event] : [])));
    const kept = pairs.filter(({ statusWord }) => statusWord.startsWith('61'));
    const otherLength = pairs.filter(({ statusWord }) => statusWord.startsWith('6C'));
    expectEqual(rig, {
      text: 'the card kept answers back and wanted other lengths',
      expected: { kept: true, otherLength: true },
      observed: { kept: kept.length > 0, otherLength: otherLength.length > 0 },
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'every 61xx is followed by GET RESPONSE with that length, every 6Cxx by the same command with that length',
      expected: [],
      observed: [
        ...kept.filter(({ statusWord, nextHex }) => nextHex !== `00C00000${statusWord.slice(2)}`),
        ...otherLength.filter(
          ({ commandHex, statusWord, nextHex }) =>
            nextHex.slice(0, 8) !== commandHex.slice(0, 8) || !nextHex.endsWith(statusWord.slice(2)),
        ),
      ],
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'the purchase is approved',
      expected: 'approved',
      observed: purchase.outcome,
      proves: [...proves],
    });
  },
);

interface Pair {
  readonly commandHex: string;
  readonly statusWord: string;
  readonly nextHex: string;
}

function apdus(crossings: readonly { readonly direction: string; readonly hex: string }[]): readonly Pair[] {
  return crossings.flatMap(({ direction, hex }, place): readonly Pair[] => {
    const [answer, next] = [crossings[place + 1], crossings[place + 2]];
    if (direction !== 'command' || answer?.direction !== 'response') return [];
    return [{ commandHex: hex, statusWord: answer.hex.slice(-4), nextHex: next?.hex ?? '' }];
  });
}
