/**
 * The side door of the reference terminal: its codecs and its steps one by one, for `touchstone vector`, which holds them
 * against values that others published, for the fuzzer and for the benchmark. Benches and scenarios never come in here:
 * they see the terminal through `mod.ts`.
 */
export { splitResponse } from './kernel/application-protocol-data-unit.ts';
export { fromHex, toHex } from './kernel/bytes.ts';
export { parseCardholderVerificationList } from './kernel/cardholder-verification.ts';
export { performContact } from './kernel/contact/contact-transaction.ts';
export { parseFileControlInformation } from './kernel/contact/file-control-information.ts';
export { performContactless } from './kernel/contactless-transaction.ts';
export { buildDol, parseDol } from './kernel/dol.ts';
export { processingOptionsObjects } from './kernel/initiate.ts';
export { readCardCertificate } from './kernel/offline-data-authentication/card-certificate.ts';
export { isPastMonth, readIssuerCertificate } from './kernel/offline-data-authentication/issuer-certificate.ts';
export type { KernelOutcome, KernelRequest, OnlineAnswer } from './kernel/outcome.ts';
export { parseFileLocator } from './kernel/read.ts';
export { encodeTlv, isConstructed, lenientTlvRules, parsePrimitives, parseTlv } from './kernel/tlv.ts';
export type { TlvRules } from './kernel/tlv.ts';
export { asciiCharacters, ebcdicCharacters, latin1Characters } from './host/code-pages.table.ts';
export { binary, codePage, countedInNibbles, fixed, halfBytes, packed, variable } from './host/field-codecs.ts';
export type { Content, FieldCodec, LengthPrefix } from './host/field-codecs.ts';
export { MalformedMessage } from './host/malformed-message.ts';
export { bitmapHex, decodeMessage, encodeMessage } from './host/message-codec.ts';
export type { Dialect, HostMessage } from './host/message-codec.ts';
export { authorityKeyChecksum } from './kernel/offline-data-authentication/certification-authority.ts';
export { hasHash, openFrame, recover } from './kernel/offline-data-authentication/recovery.ts';
export {
  chainTdes,
  decipherFormat4,
  encipherFormat4,
  encipherTdes,
  retailMac,
  tdesCmac,
} from './kernel/pin/block-ciphers.ts';
export { aesTransactionKey, aesWorkingKey, initialAesKey, updateAesKey } from './kernel/pin/dukpt-aes.ts';
export { initialTdesKey, tdesTransactionKey, tdesWorkingKey } from './kernel/pin/dukpt-tdes.ts';
export { readPinBlock, readPinFieldFormat4 } from './kernel/pin/pin-block-reading.ts';
export {
  panFieldFormat4,
  pinBlockFormat0,
  pinBlockFormat1,
  pinBlockFormat2,
  pinBlockFormat3,
  pinFieldFormat4,
  UnlawfulPin,
} from './kernel/pin/pin-blocks.ts';
export type { ContactApplication } from './contact-settings.ts';
export { createDataObjects } from './kernel/data-objects.ts';
export { selectCandidate } from './kernel/contact/application-selection.ts';
export { buildCandidates } from './kernel/contact/candidate-list.ts';
export { openContactSession } from './kernel/contact/contact-session.ts';
export { beginProcessing } from './kernel/contact/get-processing-options.ts';
export { replayRecording } from './kernel/contact/replay.ts';
export { amountRisk, checkVelocity } from './kernel/contact/risk-management.ts';
export { readRecords } from './kernel/read.ts';
export { processingRestrictions } from './kernel/restrictions.ts';
export { terminalVerificationResults } from './kernel/terminal-verification-results.ts';
export { transactionStatusInformation } from './kernel/transaction-status-information.ts';
