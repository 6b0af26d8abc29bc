import { createHash } from 'node:crypto';
import { isLawfulAnswer } from '../action-analysis.ts';
import { cryptogramTypeOf, generateCryptogramCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import { concatBytes, fromHex } from '../bytes.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import { dataObjectDefinition } from '../data-dictionary.ts';
import { buildDol, parseDol } from '../dol.ts';
import { cryptogramObjects } from '../generate-cryptogram.ts';
import { verifyCombinedSignature } from '../offline-data-authentication/combined-signature.ts';
import { partsOf } from '../offline-data-authentication/explain-signature.ts';
import type { SignedPart } from '../offline-data-authentication/explain-signature.ts';
import { refuseExtendedSignature } from '../offline-data-authentication/curve-chain.ts';
import type { CurveKey } from '../offline-data-authentication/elliptic-curves.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { TlvObject } from '../tlv.ts';
import { note } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';
import { whySignatureFailed } from './failure-words.ts';

/** A card's cryptogram, first or second. */
export type ContactCryptogram =
  | {
      readonly kind: 'generated';
      readonly answered: CryptogramType;
      /** Values of the list as sent: the card signs them. */
      readonly riskManagementData: Uint8Array;
      /** Undefined when no signature was due; 'verified', or which check it failed. */
      readonly signature: string | undefined;
      /** Which input of a wrong signature is another, in plain words. */
      readonly why?: string;
      readonly adviceReason: number;
    }
  | Exclude<KernelStop, { kind: 'select-next' }>;

/** What a cryptogram is asked for with. */
export interface ContactCryptogramRequest {
  readonly type: CryptogramType;
  readonly list: '8C' | '8D';
  /** There when a combined signature is to be requested. */
  readonly signingKey: PublicKey | undefined;
  /**
   * There when extended authentication is the method: its signature is asked for with every kind of cryptogram, and
   * verified where there is a key for it.
   */
  readonly extended?: { readonly key: CurveKey | undefined };
  /** What the card has signed so far: PDOL values, and CDOL1 values when this is the second cryptogram. */
  readonly signedBefore: readonly Uint8Array[];
}

/** The lists whose answers must be told from one another: the second one replaces the first one's objects. */
const mandatoryTags = ['9F27', '9F36'] as const;

/**
 * Asks the card for a cryptogram and takes the answer into the data record. With a combined signature the cryptogram
 * (9F26) is the one that was signed.
 *
 * @clause EMV 4.4 Book 3, 6.5.5 and 9.3 (an answer stronger than what was asked for is not accepted, nor is a second
 *   ARQC); Book 2, 6.6
 */
export async function askForCryptogram(
  context: ContactContext,
  request: ContactCryptogramRequest,
): Promise<ContactCryptogram> {
  const { data, session } = context;
  const riskManagementData = riskManagementDataOf(context, request.list);
  if (riskManagementData === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const signingKey = request.type === 'AAC' ? undefined : request.signingKey;
  const command = generateCryptogramCommand({
    type: request.type,
    requestsCombinedAuthentication: signingKey !== undefined,
    requestsExtendedAuthentication: request.extended !== undefined,
    riskManagementData,
  });
  const answer = await session.transmit(command);
  if (answer.kind === 'select-next') return { kind: 'ended', reason: answer.reason };
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess) return { kind: 'ended', reason: 'card-status-error' };
  const objects = cryptogramObjects(answer.data);
  if (objects === undefined || !hasLawfulObjects(objects)) return { kind: 'ended', reason: 'card-data-error' };
  data.set('9F26', new Uint8Array());
  for (const { tag, value } of objects) if (dataObjectDefinition(tag)?.source !== 'terminal') data.set(tag, value);
  return judgeAnswer(context, { request, signingKey, riskManagementData, objects });
}

/**
 * The values of a card risk management list.
 *
 * @clause EMV 4.4 Book 3, 5.4 and 9.2.2 (tag 98: hash over the values of the TDOL; the default TDOL sets a bit)
 */
function riskManagementDataOf(context: ContactContext, listTag: '8C' | '8D'): Uint8Array | undefined {
  const { data } = context;
  const list = parseDol(data.get(listTag) ?? new Uint8Array());
  if (list.kind === 'malformed') return undefined;
  if (list.entries.some(({ tag }) => tag === '98') && !hashTransactionCertificateData(context)) return undefined;
  return buildDol(list.entries, (tag) => data.get(tag));
}

function hashTransactionCertificateData(context: ContactContext): boolean {
  const { data, application } = context;
  const own = data.get('97');
  if (own === undefined) note(context, { verification: ['default-certificate-data-used'] });
  const list = parseDol(own ?? fromHex(application.defaultTransactionCertificateDataObjectListHex ?? ''));
  if (list.kind === 'malformed') return false;
  const values = buildDol(list.entries, (tag) => data.get(tag));
  data.set('98', Uint8Array.from(createHash('sha1').update(values).digest()));
  return true;
}

/** What the record says of a signature that was due. */
export function signatureFacts(
  generated: Pick<Extract<ContactCryptogram, { kind: 'generated' }>, 'signature' | 'why'>,
): Readonly<Record<string, string>> {
  const { signature, why } = generated;
  if (signature === undefined) return {};
  if (signature === 'verified') return { signature };
  return { signature: 'failed', reason: signature, ...(why === undefined ? {} : { why }) };
}

/** Every object once, and with a length that the dictionary allows. */
function hasLawfulObjects(objects: readonly TlvObject[]): boolean {
  const tags = objects.map(({ tag }) => tag);
  return (
    new Set(tags).size === tags.length &&
    objects.every(({ tag, value }) => {
      const definition = dataObjectDefinition(tag);
      if (definition === undefined || value.length === 0) return true;
      return value.length >= definition.lengthBytesMin && value.length <= definition.lengthBytesMax;
    })
  );
}

function judgeAnswer(
  context: ContactContext,
  answer: {
    readonly request: ContactCryptogramRequest;
    readonly signingKey: PublicKey | undefined;
    readonly riskManagementData: Uint8Array;
    readonly objects: readonly TlvObject[];
  },
): ContactCryptogram {
  const { data } = context;
  const { request, signingKey, riskManagementData, objects } = answer;
  const has = (tag: string): boolean => objects.some((object) => object.tag === tag && object.value.length > 0);
  const information = data.get('9F27')?.[0];
  if (information === undefined || mandatoryTags.some((tag) => !has(tag))) {
    return { kind: 'ended', reason: 'card-data-missing' };
  }
  const answered = cryptogramTypeOf(information);
  if (answered === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const isSecondRequest = request.list === '8D' && answered === 'ARQC';
  if (isSecondRequest || !isLawfulAnswer(request.type, answered)) {
    return { kind: 'ended', reason: 'cryptogram-stronger-than-requested' };
  }
  const facts = { kind: 'generated', answered, riskManagementData, adviceReason: information & 0x07 } as const;
  if (request.extended !== undefined) {
    if (!has('9F26')) return { kind: 'ended', reason: 'card-data-missing' };
    const signature = answered === 'AAC' ? undefined : checkExtended(request, { riskManagementData, objects });
    return { ...facts, signature };
  }
  if (answered === 'AAC' || signingKey === undefined) {
    return has('9F26') ? { ...facts, signature: undefined } : { kind: 'ended', reason: 'card-data-missing' };
  }
  const transactionParts = transactionPartsOf(request, { riskManagementData, objects });
  const signed = objects.find(({ tag }) => tag === '9F4B')?.value;
  return { ...facts, ...checkSignature(context, signingKey, { signed, information, transactionParts }) };
}

/**
 * What became of a signature of extended authentication; undefined without a key to look at it with.
 *
 * @clause EMV 4.4 Book 2, 12.5.2 table 37: the lists of the first cryptogram are not signed with the second
 */
function checkExtended(
  { extended, list, signedBefore }: ContactCryptogramRequest,
  { riskManagementData, objects }: { readonly riskManagementData: Uint8Array; readonly objects: readonly TlvObject[] },
): string | undefined {
  if (extended?.key === undefined) return undefined;
  const signed = objects.find(({ tag }) => tag === '9F4B')?.value;
  if (signed === undefined) return 'signature-missing';
  const message = concatBytes([
    ...(list === '8C' ? signedBefore : []),
    riskManagementData,
    ...objects.filter(({ tag }) => tag !== '9F4B').map(({ encoded }) => encoded),
  ]);
  const refused = refuseExtendedSignature(signed, extended.key, { message });
  return refused === undefined ? 'verified' : `signature-${refused}`;
}

/** What the inner hash of a combined signature runs over, in order. */
function transactionPartsOf(
  { signedBefore, list }: ContactCryptogramRequest,
  { riskManagementData, objects }: { readonly riskManagementData: Uint8Array; readonly objects: readonly TlvObject[] },
): readonly SignedPart[] {
  const names = ['data of the PDOL', 'data of CDOL1'];
  return [
    ...signedBefore.map((value, index) => ({ name: names[index] ?? 'data before', value })),
    { name: list === '8C' ? 'data of CDOL1' : 'data of CDOL2', value: riskManagementData },
    ...objects
      .filter(({ tag }) => tag !== '9F4B')
      .map(({ tag, encoded }) => ({ name: `card’s ${tag}`, value: encoded })),
  ];
}

/** @clause EMV 4.4 Book 2, 6.6.2: an answer without signature counts as one whose signature is wrong. */
function checkSignature(
  context: ContactContext,
  key: PublicKey,
  facts: {
    readonly signed: Uint8Array | undefined;
    readonly information: number;
    readonly transactionParts: readonly SignedPart[];
  },
): { readonly signature: string; readonly why?: string } {
  const { data } = context;
  const { signed, information, transactionParts } = facts;
  const unpredictableNumber = data.get('9F37') ?? new Uint8Array();
  const failed = {
    signature: signed ?? new Uint8Array(),
    key,
    terminalParts: partsOf([{ tag: '9F37', value: unpredictableNumber }]),
    transactionParts,
    cryptogramInformationData: information,
  };
  if (signed === undefined) return { signature: 'signature-missing', ...whySignatureFailed(context, failed) };
  const signature = verifyCombinedSignature(signed, key, {
    unpredictableNumber,
    cryptogramInformationData: information,
    transactionData: concatBytes(transactionParts.map(({ value }) => value)),
  });
  if (signature.kind === 'refused') {
    return { signature: `signature-${signature.reason}`, ...whySignatureFailed(context, failed) };
  }
  data.set('9F26', signature.applicationCryptogram);
  data.set('9F4C', signature.cardDynamicNumber);
  return { signature: 'verified' };
}
