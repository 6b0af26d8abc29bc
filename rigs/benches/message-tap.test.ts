import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { Piece } from '#rigs/faults/fault.ts';
import { createJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import { encodeMessage } from '#rigs/sim/acquirer/message-codec.ts';
import { frameMessage } from '#rigs/sim/acquirer/message-split.ts';
import { usualFormat } from '#rigs/sim/acquirer/wire-format.ts';
import { messageTap } from './message-tap.ts';

function framed(stan: string): Uint8Array {
  return frameMessage(encodeMessage({ mti: '0810', fields: { '7': '1123080001', '11': stan, '39': '00' } }));
}

/** What the tap of one connection wrote: trace numbers, and whether the message was delivered. */
function tapped() {
  const journal = createJournal(virtualClock({ startMs: 0 }));
  const tap = messageTap({ journal, mask: createMask(), format: usualFormat, named: {} });
  const pass = (
    bytes: Uint8Array,
    pieces: readonly Piece[],
    part = { beginsMessage: true, endsMessage: true },
  ): void => {
    const own = Buffer.concat(pieces.filter(({ isExtra }) => isExtra !== true).map((piece) => piece.bytes));
    const passage = { direction, bytes, connection: 1, ...part };
    tap(passage, { pieces, end: undefined, struck: [], isUnchanged: own.equals(bytes) });
  };
  let direction: HostDirection = 'from-host';
  return {
    pass,
    turn: (to: HostDirection) => {
      direction = to;
    },
    written: () =>
      journal.events.flatMap((event) =>
        event.kind === 'host-message'
          ? [`${event.fields['11'] ?? 'none'} ${event.isDelivered ? 'delivered' : 'lost'}`]
          : [],
      ),
  };
}

const message = framed('000001');

test('a message whose parts all went on as they were is delivered, another one is lost', () => {
  const { pass, written } = tapped();
  const [head, rest] = [message.subarray(0, 9), message.subarray(9)];
  pass(head, [{ bytes: head }], { beginsMessage: true, endsMessage: false });
  pass(rest, [{ bytes: rest }], { beginsMessage: false, endsMessage: true });
  pass(head, [], { beginsMessage: true, endsMessage: false });
  pass(rest, [{ bytes: rest }], { beginsMessage: false, endsMessage: true });
  expect(written()).toEqual(['000001 delivered', '000001 lost']);
});

test('a copy or a late message is written when it reaches the terminal, before or behind the other one', () => {
  const { pass, written } = tapped();
  const late = { bytes: framed('000009'), isExtra: true } as const;
  pass(message, [late, { bytes: message }]);
  pass(message, [{ bytes: message }, late]);
  expect(written()).toEqual(['000009 delivered', '000001 delivered', '000001 delivered', '000009 delivered']);
});

test('a copy that reaches the host is no message of the terminal', () => {
  const { pass, written, turn } = tapped();
  turn('to-host');
  pass(message, [{ bytes: message }, { bytes: message, isExtra: true }]);
  expect(written()).toEqual(['000001 delivered']);
});
