import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostConnection } from '../needs.ts';
import { configuration, onlineKernel, purchase, worldOf } from '../testing/terminal-fixture.ts';
import { createTerminal } from '../terminal.ts';
import { framed } from './length-prefix.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import { touchstone1987 } from './touchstone-1987.table.ts';

/** What a host may say instead of an answer. */
type Noise =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'frame'; readonly body: Uint8Array }
  | { readonly kind: 'bent-answer'; readonly place: number; readonly flip: number }
  | { readonly kind: 'cut-answer'; readonly keep: number };

const noise: fc.Arbitrary<Noise> = fc.oneof(
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 400 }) }),
  fc.record({ kind: fc.constant('frame' as const), body: fc.uint8Array({ maxLength: 400 }) }),
  fc.record({ kind: fc.constant('bent-answer' as const), place: fc.nat(), flip: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut-answer' as const), keep: fc.nat() }),
);

/** An approval of this request as a good host would write it, with its length. */
function approvalOf(request: Uint8Array): Uint8Array {
  const { fields } = decodeMessage(touchstone1987, request.subarray(2));
  const echoed = [...fields].filter(([number]) => [3, 4, 7, 11, 12, 13, 37, 41, 42, 49].includes(number));
  const answer = { mti: '0210', fields: new Map([...echoed, [38, 'A1B2C3'] as const, [39, '00'] as const]) };
  return framed(encodeMessage(touchstone1987, answer));
}

function spoken(said: Noise, request: Uint8Array): Uint8Array {
  if (said.kind === 'bytes') return said.bytes;
  if (said.kind === 'frame') return framed(said.body);
  const answer = approvalOf(request);
  if (said.kind === 'cut-answer') return answer.subarray(0, said.keep % answer.length);
  const at = said.place % answer.length;
  answer[at] = (answer[at] ?? 0) ^ said.flip;
  return answer;
}

test('whatever a host says, a sale comes to an end, and a doubt about it is reversed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 4 }), async (said) => {
      const world = worldOf();
      let isNoisy = true;
      const host = {
        connect: (signal?: AbortSignal): Promise<HostConnection> =>
          isNoisy ? Promise.resolve(noisyLine(said)) : world.host.connect(signal),
      };
      const terminal = createTerminal({ configuration, needs: { ...world.needs, host }, kernel: onlineKernel });
      const report = await world.clock.drive(terminal.perform(purchase));
      isNoisy = false;
      expect(await world.clock.drive(terminal.settle({ timeoutMs: 600_000 }))).toBe(0);
      const states = terminal.book().map(({ state }) => state);
      // A bent answer can still be one: a byte of the approval code, or of the response code itself.
      const expected: Readonly<Record<string, string>> = {
        'approved-online': 'captured',
        'declined-by-issuer': 'declined',
      };
      expect(states).toEqual([expected[report.reason] ?? 'reversed']);
      terminal.cutPower();
      world.needs.store[Symbol.dispose]();
    }),
    { numRuns: 300 },
  );
});

/** A connection that answers every message with noise. */
function noisyLine(said: readonly Noise[]): HostConnection {
  const queue: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  let isOpen = true;
  return {
    received: (async function* arrivals() {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else if (!isOpen) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    })(),
    send: (bytes) => {
      queue.push(...said.map((each) => spoken(each, bytes)));
      wake?.();
      return Promise.resolve();
    },
    close: () => {
      isOpen = false;
      wake?.();
      return Promise.resolve();
    },
  };
}
