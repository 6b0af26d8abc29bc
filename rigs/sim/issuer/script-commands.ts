import assert from 'node:assert/strict';
import { joinBytes } from './bytes.ts';
import type { IssuedCard, TransactionMarks } from './issued-card.ts';

/** One thing that the issuer wants a card to do. */
export type ScriptOrder = { readonly template?: '71' | '72' } & (
  | { readonly kind: 'application-block' }
  | { readonly kind: 'application-unblock' }
  | { readonly kind: 'card-block' }
  | { readonly kind: 'pin-unblock' }
  /** A command of the issuer's own that no terminal knows: class 84. */
  | { readonly kind: 'own-command'; readonly instruction: number }
  /** A template of its own, as a careless host would put it together; it comes before all others. */
  | { readonly kind: 'own-template'; readonly value: Uint8Array }
  /** With `currentPin` the card is told the change against the PIN that it has. */
  | { readonly kind: 'pin-change'; readonly pin: string; readonly currentPin?: string }
  /** `tag` is one or two bytes. */
  | { readonly kind: 'put-data'; readonly tag: Uint8Array; readonly value: Uint8Array }
  | {
      readonly kind: 'update-record';
      readonly shortFileIdentifier: number;
      readonly recordNumber: number;
      readonly record: Uint8Array;
    }
);

/** An order that becomes one command. */
type CommandOrder = Exclude<ScriptOrder, { readonly kind: 'own-template' }>;

const macBytes = 8;
const shortHeaders = {
  'application-block': [0x84, 0x1e, 0x00, 0x00],
  'application-unblock': [0x84, 0x18, 0x00, 0x00],
  'card-block': [0x84, 0x16, 0x00, 0x00],
  'pin-unblock': [0x84, 0x24, 0x00, 0x00],
} as const;

/**
 * A script command with its MAC, ready for the card.
 *
 * @clause EMV 4.4 Book 3, 6.5.1 to 6.5.3, 6.5.10; Book 2, 9.2 (MAC over header, transaction and data); PUT DATA and UPDATE
 *   RECORD as ISO/IEC 7816-4 has them
 */
export function scriptCommand(card: IssuedCard, marks: TransactionMarks, order: CommandOrder): Uint8Array {
  if (order.kind === 'pin-change') {
    const { pin, currentPin } = order;
    return card.pinChange(marks, currentPin === undefined ? { pin } : { pin, currentPin }).command;
  }
  const { header, data } = plainCommand(order);
  const whole = { header: Uint8Array.of(...header, data.length + macBytes), data };
  return joinBytes([whole.header, data, card.scriptMac(marks, whole)]);
}

function plainCommand(order: Exclude<CommandOrder, { kind: 'pin-change' }>): {
  readonly header: readonly number[];
  readonly data: Uint8Array;
} {
  switch (order.kind) {
    case 'put-data': {
      const [high = 0, low] = order.tag;
      return { header: [0x04, 0xda, ...(low === undefined ? [0x00, high] : [high, low])], data: order.value };
    }
    case 'update-record':
      return {
        header: [0x04, 0xdc, order.recordNumber, (order.shortFileIdentifier << 3) | 0x04],
        data: order.record,
      };
    case 'own-command':
      return { header: [0x84, order.instruction, 0x00, 0x00], data: new Uint8Array() };
    case 'application-block':
    case 'application-unblock':
    case 'card-block':
    case 'pin-unblock':
      return { header: shortHeaders[order.kind], data: new Uint8Array() };
    default:
      return order satisfies never;
  }
}

/**
 * The templates 71 and 72 of an answer: each order is a command 86; those of one template share it, with a script
 * identifier 9F18.
 *
 * @clause EMV 4.4 Book 3, 10.10 (issuer-to-card scripts), Annex E of Book 2
 */
export function scriptTemplates(card: IssuedCard, marks: TransactionMarks, orders: readonly ScriptOrder[]): Uint8Array {
  const own = orders.flatMap((order) =>
    order.kind === 'own-template' ? [object([Number.parseInt(order.template ?? '72', 16)], order.value)] : [],
  );
  const templates = (['71', '72'] as const).map((template) => {
    const commands = orders
      .filter((order) => order.kind !== 'own-template')
      .filter((order) => (order.template ?? '72') === template)
      .map((order) => object([0x86], scriptCommand(card, marks, order)));
    if (commands.length === 0) return new Uint8Array();
    const identifier = object([0x9f, 0x18], Uint8Array.of(0x80, 0x00, 0x00, 0x01));
    return object([Number.parseInt(template, 16)], joinBytes([identifier, ...commands]));
  });
  return joinBytes([...own, ...templates]);
}

function object(tag: readonly number[], value: Uint8Array): Uint8Array {
  assert(value.length <= 0xffff, 'a length of two bytes says how long a script object is');
  return joinBytes([Uint8Array.of(...tag, ...lengthOf(value.length)), value]);
}

/** @clause EMV 4.4 Book 3, Annex B2 */
function lengthOf(count: number): readonly number[] {
  if (count > 0xff) return [0x82, count >> 8, count & 0xff];
  return count > 0x7f ? [0x81, count] : [count];
}
