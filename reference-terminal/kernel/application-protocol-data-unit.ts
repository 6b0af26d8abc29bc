import { concatBytes } from './bytes.ts';
import { encodeTlv } from './tlv.ts';

/** Which cryptogram: approval offline (TC), authorisation online (ARQC), decline (AAC). */
export type CryptogramType = 'AAC' | 'TC' | 'ARQC';

/** A card's answer, taken apart. `statusWord` is 0x9000 for success. */
export interface CardResponse {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

/** Status word of success. */
export const statusSuccess = 0x9000;

const cryptogramControl: Readonly<Record<CryptogramType, number>> = { AAC: 0x00, TC: 0x40, ARQC: 0x80 };
const combinedAuthenticationControl = 0x10;
const extendedAuthenticationControl = 0x08;
const responseBytesMax = 258;

/**
 * SELECT by name, first occurrence.
 *
 * @clause EMV 4.4 Book 1, 11.3.2
 */
export function selectCommand(name: Uint8Array): Uint8Array {
  return command([0x00, 0xa4, 0x04, 0x00], name);
}

/**
 * GET PROCESSING OPTIONS. The values of the PDOL go into template 83, which is empty when the card has none.
 *
 * @clause EMV 4.4 Book 3, 6.5.8.2 and 10.1
 */
export function getProcessingOptionsCommand(processingOptionsData: Uint8Array): Uint8Array {
  return command([0x80, 0xa8, 0x00, 0x00], encodeTlv('83', processingOptionsData));
}

/**
 * READ RECORD by number in a file by short identifier.
 *
 * @clause EMV 4.4 Book 3, 6.5.11.2
 */
export function readRecordCommand(record: {
  readonly shortFileIdentifier: number;
  readonly number: number;
}): Uint8Array {
  return Uint8Array.of(0x00, 0xb2, record.number, (record.shortFileIdentifier << 3) | 0x04, 0x00);
}

/**
 * GENERATE AC.
 *
 * @param request  `riskManagementData` holds the values of CDOL1
 * @clause EMV 4.4 Book 3, 6.5.5.2 (type in the top two bits of P1, CDA request in bit 5, XDA request in bit 4); C-8 5.3 (P2 bit
 *   8: commands that write follow)
 */
export function generateCryptogramCommand(request: {
  readonly type: CryptogramType;
  readonly requestsCombinedAuthentication: boolean;
  readonly requestsExtendedAuthentication?: boolean;
  readonly isFollowed?: boolean;
  readonly riskManagementData: Uint8Array;
}): Uint8Array {
  const control =
    cryptogramControl[request.type] |
    (request.requestsCombinedAuthentication ? combinedAuthenticationControl : 0) |
    (request.requestsExtendedAuthentication === true ? extendedAuthenticationControl : 0);
  return command([0x80, 0xae, control, request.isFollowed === true ? 0x80 : 0x00], request.riskManagementData);
}

/**
 * Splits a card's answer into data and status word.
 *
 * @returns undefined when the answer is shorter than a status word or longer than a short answer can be
 * @clause ISO/IEC 7816-4, 5.1
 */
export function splitResponse(response: Uint8Array): CardResponse | undefined {
  if (response.length < 2 || response.length > responseBytesMax) return undefined;
  const [first = 0, second = 0] = response.subarray(-2);
  return { data: response.slice(0, -2), statusWord: first * 256 + second };
}

/**
 * The type of cryptogram in cryptogram information data, undefined for the reserved coding.
 *
 * @clause EMV 4.4 Book 3, 6.5.5.4 table 15
 */
export function cryptogramTypeOf(cryptogramInformationData: number): CryptogramType | undefined {
  switch (cryptogramInformationData & 0xc0) {
    case 0x00:
      return 'AAC';
    case 0x40:
      return 'TC';
    case 0x80:
      return 'ARQC';
    default:
      return undefined;
  }
}

function command(header: readonly [number, number, number, number], data: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.from(header), Uint8Array.of(data.length), data, Uint8Array.of(0x00)]);
}
