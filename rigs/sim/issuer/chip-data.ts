import { joinBytes, toHex } from './bytes.ts';
import { computeCryptogram, keyOf, terminalInputTags } from './cryptogram.ts';
import type { CryptogramRecipe } from './cryptogram.ts';
import { explainCryptogram } from './explain-cryptogram.ts';
import { walkTlv } from './tlv.ts';

/** What the issuer holds against DE 55. */
export interface ChipDataContext {
  readonly masterKey: Uint8Array;
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  readonly amountMinor: number;
}

/** DE 55 whose cryptogram is the one that this card makes over exactly these values. */
export interface VerifiedChipData {
  readonly kind: 'verified';
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly cryptogram: Uint8Array;
  readonly cryptogramKind: 'request' | 'certificate' | 'authentication';
  /** 0 to 65535. */
  readonly transactionCounter: number;
  readonly sessionKey: Uint8Array;
}

/** What became of the check of DE 55. */
export type ChipDataAssessment =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }
  | VerifiedChipData;

/** Tag 9F10 of this scheme: key derivation index, version number, results, dynamic number, counters. */
const issuerApplicationDataLength = 18;
const cryptogramVersionNumber = 0x14;
const inputLengths: ReadonlyMap<string, number> = new Map([
  ...([6, 6, 2, 5, 2, 3, 1, 4, 2] as const).map((length, index) => [terminalInputTags[index] ?? '', length] as const),
  ['9F10', issuerApplicationDataLength],
  ['9F26', 8],
  ['9F27', 1],
  ['9F36', 2],
]);

/**
 * Reads DE 55 and computes its application cryptogram again.
 *
 * @param field55  BER-TLV objects; undefined when the message had none
 */
export function assessChipData(context: ChipDataContext, field55: Uint8Array | undefined): ChipDataAssessment {
  if (field55 === undefined) return { kind: 'absent' };
  const walked = walkTlv(field55);
  if (walked.kind === 'malformed') return { kind: 'malformed', why: walked.reason };
  const { objects } = walked;
  if (!objects.has('9F26')) return { kind: 'absent' };
  const unfit = [...inputLengths].filter(([tag, length]) => objects.get(tag)?.length !== length).map(([tag]) => tag);
  if (unfit.length > 0) return { kind: 'malformed', why: `missing or of wrong length: ${unfit.join(' ')}` };
  return verify(context, objects);
}

function verify(context: ChipDataContext, objects: ReadonlyMap<string, Uint8Array>): ChipDataAssessment {
  const issuerApplicationData = valueOf(objects, '9F10');
  const version = issuerApplicationData[1] ?? 0;
  if (version !== cryptogramVersionNumber) {
    const found = toHex(Uint8Array.of(version));
    return {
      kind: 'failed',
      why: `tag 9F10 names cryptogram version ${found}, this issuer gave out cards of version 14`,
    };
  }
  const recipe = lawfulRecipe(context, objects);
  const cryptogram = valueOf(objects, '9F26');
  if (toHex(computeCryptogram(recipe)) !== toHex(cryptogram)) {
    const { amountMinor } = context;
    return { kind: 'failed', why: explainCryptogram({ recipe, cryptogram, issuerApplicationData, amountMinor }) };
  }
  return {
    kind: 'verified',
    objects,
    cryptogram,
    cryptogramKind: kindOfCryptogram(valueOf(objects, '9F27')),
    transactionCounter: Number.parseInt(toHex(recipe.counter), 16),
    sessionKey: keyOf(recipe),
  };
}

/** Version 14: common session key, card verification results only, padding method 2. */
function lawfulRecipe(context: ChipDataContext, objects: ReadonlyMap<string, Uint8Array>): CryptogramRecipe {
  const counter = valueOf(objects, '9F36');
  return {
    masterKey: context.masterKey,
    pan: context.pan,
    panSequenceNumber: context.panSequenceNumber,
    sessionKeyMethod: 'common',
    keyCounter: counter,
    counter,
    unpredictableNumber: valueOf(objects, '9F37'),
    terminalInputs: joinBytes(terminalInputTags.map((tag) => valueOf(objects, tag))),
    issuerPart: valueOf(objects, '9F10').slice(2, 8),
    padding: 'method-2',
  };
}

function kindOfCryptogram(cryptogramInformationData: Uint8Array): VerifiedChipData['cryptogramKind'] {
  const kind = (cryptogramInformationData[0] ?? 0) & 0xc0;
  if (kind === 0x80) return 'request';
  return kind === 0x40 ? 'certificate' : 'authentication';
}

function valueOf(objects: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  return objects.get(tag) ?? new Uint8Array();
}
