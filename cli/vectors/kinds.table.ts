import type { OrderedObject } from './ordered-json.ts';

/**
 * Answers one case of a published test vector.
 *
 * @param input  the case, as JSON gives it; keys that are not known are ignored
 * @param inOrder  the same case with the order of its keys kept, see `ordered-json.ts`; hardly any kind needs it
 * @returns what goes under `result`
 * @throws {VectorProblem} what goes under `error`
 */
export type VectorKind = (input: unknown, inOrder: OrderedObject) => unknown;

/** Every KIND of `touchstone vector`. One more is a function in a file of its own and a line here. */
export const vectorKinds: Readonly<Record<string, () => Promise<VectorKind>>> = {
  'tlv-decode': async () => (await import('./tlv.ts')).tlvDecode,
  'tlv-encode': async () => (await import('./tlv.ts')).tlvEncode,
  dol: async () => (await import('./dol.ts')).dol,
  'cvm-list': async () => (await import('./cvm-list.ts')).cvmList,
  'capk-hash': async () => (await import('./capk-hash.ts')).capkHash,
  dukpt: async () => (await import('./dukpt.ts')).dukpt,
  'pin-block': async () => (await import('./pin-block.ts')).pinBlock,
  oda: async () => (await import('./oda.ts')).oda,
  'processing-restrictions': async () => (await import('./processing-restrictions.ts')).processingRestrictions,
  'risk-management': async () => (await import('./risk-management.ts')).riskManagement,
  trace: async () => (await import('./trace.ts')).trace,
  exchange: async () => (await import('./exchange.ts')).exchange,
  'iso8583-decode': async () => (await import('./iso8583.ts')).iso8583Decode,
  'iso8583-encode': async () => (await import('./iso8583.ts')).iso8583Encode,
  'icc-master-key': async () => (await import('./keys.ts')).deriveKey,
  'session-key': async () => (await import('./keys.ts')).deriveKey,
  cryptogram: async () => (await import('./cryptogram.ts')).cryptogram,
  'secure-messaging': async () => (await import('./secure-messaging.ts')).secureMessaging,
  'cvn-profile': async () => (await import('./cvn-profile.ts')).cvnProfile,
  'aes-ecc': async () => (await import('./aes-ecc.ts')).aesEcc,
};
