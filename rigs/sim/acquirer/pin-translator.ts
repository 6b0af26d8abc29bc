import type { Fields } from './message-codec.ts';

/** What the acquirer needs of its security module, which alone can open a PIN block. */
export interface PinTranslator {
  /** Takes a PIN out of the terminal's key and block, and puts it into the issuer's. Facts hold no card data. */
  translate(
    pin: { readonly block: Uint8Array; readonly keySerialNumber: Uint8Array | undefined },
    pan: string,
  ):
    | { readonly kind: 'translated'; readonly block: Uint8Array; readonly facts: Readonly<Record<string, string>> }
    | {
        readonly kind: 'refused';
        readonly responseCode: string;
        readonly reason: string;
        readonly facts: Readonly<Record<string, string>>;
      };
}

/** Blocks of 8 and of 16 bytes, and the key serial number, in the dialect "touchstone-1987". */
const elements = { block: '52', longBlock: '120', keySerialNumber: '53' } as const;

/** What came of a request's PIN: nothing where it has none, or where nobody translates. */
export function translatedPin(
  fields: Fields,
  translator: PinTranslator | undefined,
): ReturnType<PinTranslator['translate']> | undefined {
  const { [elements.block]: short, [elements.longBlock]: long, [elements.keySerialNumber]: serial } = fields;
  if (short !== undefined && long !== undefined) {
    return { kind: 'refused', responseCode: '30', reason: 'two-pin-blocks', facts: {} };
  }
  const block = short ?? long;
  if (block === undefined) return undefined;
  if (translator === undefined) return { kind: 'translated', block: bytesOf(block), facts: {} };
  const keySerialNumber = serial === undefined ? undefined : bytesOf(serial);
  return translator.translate({ block: bytesOf(block), keySerialNumber }, fields['2'] ?? '');
}

function bytesOf(fieldHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(fieldHex, 'hex'));
}
