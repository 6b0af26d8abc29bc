import { concatBytes, fromHex } from '../bytes.ts';

/**
 * SELECT by name, next occurrence.
 *
 * @clause EMV 4.4 Book 1, 11.3.2
 */
export function selectNextCommand(name: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(0x00, 0xa4, 0x04, 0x02, name.length), name, Uint8Array.of(0x00)]);
}

/**
 * GET DATA for a tag of two bytes.
 *
 * @clause EMV 4.4 Book 3, 6.5.7
 */
export function getDataCommand(tag: '9F13' | '9F17' | '9F36'): Uint8Array {
  return concatBytes([Uint8Array.of(0x80, 0xca), fromHex(tag), Uint8Array.of(0x00)]);
}

/** @clause EMV 4.4 Book 3, 6.5.6 */
export const getChallengeCommand = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x00);

/**
 * VERIFY with PIN data: a plaintext block or an enciphered one.
 *
 * @clause EMV 4.4 Book 3, 6.5.12
 */
export function verifyCommand(kind: 'plaintext' | 'enciphered', pinData: Uint8Array): Uint8Array {
  const qualifier = kind === 'plaintext' ? 0x80 : 0x88;
  return concatBytes([Uint8Array.of(0x00, 0x20, 0x00, qualifier, pinData.length), pinData]);
}

/** @clause EMV 4.4 Book 3, 6.5.9 */
export function internalAuthenticateCommand(authenticationData: Uint8Array): Uint8Array {
  return concatBytes([
    Uint8Array.of(0x00, 0x88, 0x00, 0x00, authenticationData.length),
    authenticationData,
    Uint8Array.of(0x00),
  ]);
}

/** @clause EMV 4.4 Book 3, 6.5.4 */
export function externalAuthenticateCommand(issuerAuthenticationData: Uint8Array): Uint8Array {
  return concatBytes([
    Uint8Array.of(0x00, 0x82, 0x00, 0x00, issuerAuthenticationData.length),
    issuerAuthenticationData,
  ]);
}
