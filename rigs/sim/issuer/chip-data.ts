import { joinBytes, toHex } from './bytes.ts';
import { computeCryptogram, terminalInputTags } from './cryptogram.ts';
import type { CryptogramRecipe } from './cryptogram.ts';
import { cryptogramVersions } from './cryptogram-versions.table.ts';
import type { CryptogramVersion, CryptogramVersionName } from './cryptogram-versions.table.ts';
import { explainApplicationCryptogram } from './explain/application-cryptogram.ts';
import { inOneSentence } from './explain/words.ts';
import type { TransactionMarks } from './issued-card.ts';
import { issuerDataOf } from './issuer-application-data.ts';
import { walkTlv } from './tlv.ts';

/** What the issuer holds against DE 55. */
export interface ChipDataContext {
  readonly masterKey: Uint8Array;
  readonly version: CryptogramVersionName;
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  readonly amountMinor: number;
  /** The issuer's other keys by what they are called, and what earlier requests of the card held, the latest first. */
  readonly otherKeys?: ReadonlyMap<string, Uint8Array>;
  readonly earlier?: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** DE 55 whose cryptogram is the one that this card makes over exactly these values. */
export interface VerifiedChipData {
  readonly kind: 'verified';
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly marks: TransactionMarks;
  readonly cryptogramKind: 'request' | 'certificate' | 'authentication';
  /** 0 to 65535. */
  readonly transactionCounter: number;
}

/** What became of the check of DE 55. */
export type ChipDataAssessment =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }
  | VerifiedChipData;

/** Bits of the terminal's results: byte 4 b1, byte 5 b2 and b3. */
const signatureFailed = 0x01;
const recoveryFailed = 0x02;
const authorityMissing = 0x04;

/** What a decision may spend on its explanation: all single mistakes and the more plausible pairs. */
const triesMax = 800;

const inputLengths: ReadonlyMap<string, number> = new Map([
  ...([6, 6, 2, 5, 2, 3, 1, 4, 2] as const).map((length, index) => [terminalInputTags[index] ?? '', length] as const),
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
  const data = issuerDataOf(valueOf(objects, '9F10'), cryptogramVersions[context.version]);
  if (data === undefined) unfit.push('9F10');
  if (unfit.length > 0) return { kind: 'malformed', why: `missing or of wrong length: ${unfit.join(' ')}` };
  return verify(context, objects);
}

function verify(context: ChipDataContext, objects: ReadonlyMap<string, Uint8Array>): ChipDataAssessment {
  const version = cryptogramVersions[context.version];
  const data = issuerDataOf(valueOf(objects, '9F10'), version);
  if (data?.versionNumber !== version.number) {
    const [found, lawful] = [data?.versionNumber ?? 0, version.number].map((number) => toHex(Uint8Array.of(number)));
    const others = versionsIn(valueOf(objects, '9F10')).map((name) => `version ${name}`);
    const looks = others.length === 0 ? '' : `; it is laid out as ${others.join(' or ')} has it`;
    return {
      kind: 'failed',
      why: `tag 9F10 names cryptogram version ${found}, this issuer gave out cards of version ${lawful}${looks}`,
    };
  }
  const marks = {
    counter: valueOf(objects, '9F36'),
    unpredictableNumber: valueOf(objects, '9F37'),
    cryptogram: valueOf(objects, '9F26'),
  };
  const isLawful = resultsOfTheCard(objects).some(
    (results) =>
      toHex(computeCryptogram(lawfulRecipe({ ...context, version }, objects, results, data.part))) ===
      toHex(marks.cryptogram),
  );
  if (!isLawful) {
    const { otherKeys = new Map(), earlier = new Map() } = context;
    const known = { ...context, isCardKey: false, objects, otherKeys, alternatives: earlier };
    return { kind: 'failed', why: inOneSentence(explainApplicationCryptogram(known, triesMax)) };
  }
  return {
    kind: 'verified',
    objects,
    marks,
    cryptogramKind: kindOfCryptogram(valueOf(objects, '9F27')),
    transactionCounter: Number.parseInt(toHex(marks.counter), 16),
  };
}

/** Cryptogram versions whose layout has their own number where these issuer application data have it. */
function versionsIn(issuerData: Uint8Array): readonly string[] {
  return Object.entries(cryptogramVersions)
    .filter(([, version]) => {
      const isVisa = issuerData[0] === issuerData.length - 1 || issuerData[0] === 0x1f;
      const fits = (version.layout === 'm-chip') !== isVisa;
      return fits && issuerDataOf(issuerData, version)?.versionNumber === version.number;
    })
    .map(([name]) => name);
}

function lawfulRecipe(
  {
    version,
    masterKey,
    pan,
    panSequenceNumber,
  }: Omit<ChipDataContext, 'version'> & { readonly version: CryptogramVersion },
  objects: ReadonlyMap<string, Uint8Array>,
  terminalResults: Uint8Array,
  issuerPart: Uint8Array,
): CryptogramRecipe {
  const counter = valueOf(objects, '9F36');
  const tags = version.issuerPart === 'minimum' ? ['9F02', '9F37'] : terminalInputTags;
  return {
    masterKey,
    pan,
    panSequenceNumber,
    derivationOption: version.derivationOption,
    sessionKeyMethod: version.sessionKeyMethod,
    keyCounter: counter,
    counter,
    unpredictableNumber: valueOf(objects, '9F37'),
    terminalInputs: joinBytes(tags.map((tag) => (tag === '95' ? terminalResults : valueOf(objects, tag)))),
    issuerPart,
    padding: version.padding,
  };
}

/**
 * What the terminal's results may have been when the card made its cryptogram: those sent and, after extended
 * authentication, those without the two bits that are raised once the first cryptogram is there. A second cryptogram
 * is over the raised ones.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.2.2 and 6.3.2.2.4, notes
 */
function resultsOfTheCard(objects: ReadonlyMap<string, Uint8Array>): readonly Uint8Array[] {
  const sent = valueOf(objects, '95');
  // A D-PAS style card makes its cryptogram before the terminal has found out anything.
  const isEarly = toHex(valueOf(objects, '84')).startsWith(earlyProvider);
  if (isEarly) return [new Uint8Array(5)];
  const [, , , fourth = 0, fifth = 0] = sent;
  if (!isExtendedSelected(sent) || ((fourth & signatureFailed) === 0 && (fifth & recoveryFailed) === 0)) return [sent];
  const before = Uint8Array.from(sent);
  before.set([fourth & ~signatureFailed, fifth & ~recoveryFailed], 3);
  return [sent, before];
}

/** Provider of kernel 6: its cards give their cryptogram with GET PROCESSING OPTIONS and see no results (95). */
const earlyProvider = 'A000000152';

/** Byte 1 b1 of the terminal's results. */
function isExtendedSelected(results: Uint8Array): boolean {
  return ((results[0] ?? 0) & 0x01) !== 0;
}

/**
 * Whether the terminal says that extended authentication failed, be it for want of a key.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.2.4: it asks the issuer then, with a TC too
 */
export function hasFailedExtended(objects: ReadonlyMap<string, Uint8Array>): boolean {
  const results = valueOf(objects, '95');
  const [, , , fourth = 0, fifth = 0] = results;
  const isFailed = (fourth & signatureFailed) !== 0 || (fifth & (recoveryFailed | authorityMissing)) !== 0;
  return isExtendedSelected(results) && isFailed;
}

function kindOfCryptogram(cryptogramInformationData: Uint8Array): VerifiedChipData['cryptogramKind'] {
  const kind = (cryptogramInformationData[0] ?? 0) & 0xc0;
  if (kind === 0x80) return 'request';
  return kind === 0x40 ? 'certificate' : 'authentication';
}

function valueOf(objects: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  return objects.get(tag) ?? new Uint8Array();
}
