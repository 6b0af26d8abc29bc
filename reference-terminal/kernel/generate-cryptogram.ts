import { isLawfulAnswer } from './action-analysis.ts';
import type { RequestedAction } from './action-analysis.ts';
import { cryptogramTypeOf, generateCryptogramCommand, statusSuccess } from './application-protocol-data-unit.ts';
import type { CryptogramType } from './application-protocol-data-unit.ts';
import type { CardSession, KernelStop } from './contactless/card-session.ts';
import type { DataObjects } from './data-objects.ts';
import { buildDol, parseDol } from './dol.ts';
import { transactionDataToHash, verifyCombinedSignature } from './offline-data-authentication/combined-signature.ts';
import { partsOf } from './offline-data-authentication/explain-signature.ts';
import type { FailedSignature } from './offline-data-authentication/explain-signature.ts';
import type { PublicKey } from './offline-data-authentication/recovery.ts';
import { parseTlv } from './tlv.ts';
import type { TlvObject } from './tlv.ts';

/** A card's cryptogram. */
export type CryptogramGenerated =
  | {
      readonly kind: 'generated';
      readonly answered: CryptogramType;
      /** Undefined when no signature was due: not asked for, or the card declines. */
      readonly signature: { readonly kind: 'verified' } | FailedCombinedSignature | undefined;
      /** The card's reason code for an AAC, 1 being "service not allowed". */
      readonly adviceReason: number;
    }
  | KernelStop;

/** A combined signature that is missing or wrong, with what went into it where that is known. */
export interface FailedCombinedSignature {
  readonly kind: 'failed';
  readonly reason: string;
  readonly evidence?: FailedSignature;
}

/** What the cryptogram is asked for with. `cardKey` is there when a combined signature is to be requested. */
export interface CryptogramRequest {
  readonly action: RequestedAction;
  readonly processingOptionsData: Uint8Array;
  readonly cardKey: PublicKey | undefined;
}

const plainCryptogramBytes = { min: 11, max: 43 } as const;

/**
 * Asks the card for its cryptogram with the values of CDOL1 and takes the answer into the data record. With a combined
 * signature the cryptogram (9F26) is the one that was signed.
 *
 * @clause EMV 4.4 Book 3, 6.5.5.4 (formats 80 and 77, mandatory objects), 9.3 (an answer stronger than what was asked
 *   for is not accepted); Book 2, 6.6.1 (CDA is not requested together with an AAC), 6.6.2
 * @reads An answer to a CDA request that is no AAC and has no signature counts as a failed signature, not as a broken
 *   answer: either way it is never approved, and this way the record says why.
 */
export async function generateCryptogram(
  session: CardSession,
  data: DataObjects,
  request: CryptogramRequest,
): Promise<CryptogramGenerated> {
  const list = parseDol(data.get('8C') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const riskManagementData = buildDol(list.entries, (tag) => data.get(tag));
  const { requested } = request.action;
  const signingKey = requested === 'AAC' ? undefined : request.cardKey;
  const answer = await session.transmit(
    generateCryptogramCommand({
      type: requested,
      requestsCombinedAuthentication: signingKey !== undefined,
      riskManagementData,
    }),
  );
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess)
    return { kind: 'ended', reason: 'card-status-error', statusWord: answer.statusWord };
  const objects = cryptogramObjects(answer.data);
  if (objects === undefined || data.store(objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  return judgeAnswer(data, { requested, signingKey, request, riskManagementData, objects });
}

interface CardAnswer {
  readonly requested: CryptogramType;
  readonly signingKey: PublicKey | undefined;
  readonly request: Pick<CryptogramRequest, 'processingOptionsData'>;
  readonly riskManagementData: Uint8Array;
  readonly objects: readonly TlvObject[];
}

/** Judges a card's answer, whose objects are already in the data record, to GENERATE AC or to RECOVER AC. */
export function judgeAnswer(data: DataObjects, answer: CardAnswer): CryptogramGenerated {
  const cryptogramInformationData = data.get('9F27')?.[0];
  if (cryptogramInformationData === undefined || data.get('9F36') === undefined) {
    return { kind: 'ended', reason: 'card-data-missing' };
  }
  const answered = cryptogramTypeOf(cryptogramInformationData);
  if (answered === undefined) return { kind: 'ended', reason: 'card-data-error' };
  if (!isLawfulAnswer(answer.requested, answered)) {
    return { kind: 'ended', reason: 'cryptogram-stronger-than-requested' };
  }
  const adviceReason = cryptogramInformationData & 0x07;
  if (answered === 'AAC' || answer.signingKey === undefined) {
    if (data.get('9F26') === undefined) return { kind: 'ended', reason: 'card-data-missing' };
    return { kind: 'generated', answered, signature: undefined, adviceReason };
  }
  const signature = checkSignature(data, answer, { key: answer.signingKey, cryptogramInformationData });
  return { kind: 'generated', answered, signature, adviceReason };
}

function checkSignature(
  data: DataObjects,
  answer: CardAnswer,
  facts: { readonly key: PublicKey; readonly cryptogramInformationData: number },
): { readonly kind: 'verified' } | FailedCombinedSignature {
  const signed = data.get('9F4B');
  const unpredictableNumber = data.get('9F37') ?? new Uint8Array();
  const answerObjects = answer.objects.filter(({ tag }) => tag !== '9F4B');
  const evidence = {
    signature: signed ?? new Uint8Array(),
    key: facts.key,
    terminalParts: partsOf([{ tag: '9F37', value: unpredictableNumber }]),
    transactionParts: [
      { name: 'data of the PDOL', value: answer.request.processingOptionsData },
      { name: 'data of CDOL1', value: answer.riskManagementData },
      ...answerObjects.map(({ tag, encoded }) => ({ name: `card’s ${tag}`, value: encoded })),
    ],
    cryptogramInformationData: facts.cryptogramInformationData,
  };
  if (signed === undefined) return { kind: 'failed', reason: 'signature-missing', evidence };
  const signature = verifyCombinedSignature(signed, facts.key, {
    unpredictableNumber,
    cryptogramInformationData: facts.cryptogramInformationData,
    transactionData: transactionDataToHash({
      processingOptionsData: answer.request.processingOptionsData,
      riskManagementData: answer.riskManagementData,
      answerObjects: answerObjects.map(({ encoded }) => encoded),
    }),
  });
  if (signature.kind === 'refused') return { kind: 'failed', reason: `signature-${signature.reason}`, evidence };
  data.set('9F26', signature.applicationCryptogram);
  data.set('9F4C', signature.cardDynamicNumber);
  return { kind: 'verified' };
}

/** The objects of an answer in either format; undefined when it has neither or is broken. */
export function cryptogramObjects(answer: Uint8Array): readonly TlvObject[] | undefined {
  const parsed = parseTlv(answer);
  if (parsed.kind === 'malformed') return undefined;
  const [template, ...others] = parsed.objects;
  if (template === undefined || others.length > 0) return undefined;
  if (template.tag === '80') return plainObjects(template.value);
  if (template.tag !== '77') return undefined;
  const inner = parseTlv(template.value);
  return inner.kind === 'parsed' ? inner.objects : undefined;
}

/** Format 80: information data, transaction counter, cryptogram, then the issuer's application data if any. */
function plainObjects(value: Uint8Array): readonly TlvObject[] | undefined {
  if (value.length < plainCryptogramBytes.min || value.length > plainCryptogramBytes.max) return undefined;
  const plain = (tag: string, part: Uint8Array): TlvObject => ({ tag, value: part, encoded: part, valueOffset: 0 });
  return [
    plain('9F27', value.slice(0, 1)),
    plain('9F36', value.slice(1, 3)),
    plain('9F26', value.slice(3, 11)),
    plain('9F10', value.slice(11)),
  ];
}
