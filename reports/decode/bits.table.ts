/** Names of bits: outer index is the byte, inner keys are bits from 8 (most significant) to 1. */
export type BitNames = readonly Readonly<Partial<Record<number, string>>>[];

/** EMV 4.4 Book 3, Annex C5 (tag 95). Byte 5 b4 to b1 belong to the kernel in use and are told apart in `bits.ts`. */
export const TERMINAL_VERIFICATION_RESULTS: BitNames = [
  {
    8: 'offline data authentication was not performed',
    7: 'SDA failed',
    6: 'ICC data missing',
    5: 'card is on the terminal exception file',
    4: 'DDA failed',
    3: 'CDA failed',
    2: 'SDA selected',
    1: 'XDA selected',
  },
  {
    8: 'card and terminal have different application versions',
    7: 'expired application',
    6: 'application not yet effective',
    5: 'requested service not allowed for card product',
    4: 'new card',
    2: 'biometric performed and successful',
    1: 'biometric template format not supported',
  },
  {
    8: 'cardholder verification was not successful',
    7: 'unrecognised CVM',
    6: 'PIN try limit exceeded',
    5: 'PIN entry required and PIN pad not present or not working',
    4: 'PIN entry required, PIN pad present, but PIN was not entered',
    3: 'online CVM captured',
    2: 'biometric required but capture device not working',
    1: 'biometric required but subject bypassed',
  },
  {
    8: 'transaction exceeds floor limit',
    7: 'lower consecutive offline limit exceeded',
    6: 'upper consecutive offline limit exceeded',
    5: 'transaction selected randomly for online processing',
    4: 'merchant forced transaction online',
    3: 'biometric try limit exceeded',
    2: 'selected biometric type not supported',
    1: 'XDA signature verification failed',
  },
  {
    8: 'default TDOL used',
    7: 'issuer authentication failed',
    6: 'script processing failed before final GENERATE AC',
    5: 'script processing failed after final GENERATE AC',
  },
];

/** What byte 5 b4 and b3 of the terminal verification results mean in contactless kernel 2 (Book C-2, relay resistance). */
export const KERNEL_2_BYTE_5: Readonly<Partial<Record<number, string>>> = {
  4: 'relay resistance threshold exceeded',
  3: 'relay resistance time limits exceeded',
};

/** What byte 5 b3 and b2 mean behind the contacts: EMV 4.4 Book 3, Annex C5. b4 and b1 are reserved there. */
export const CONTACT_BYTE_5: Readonly<Partial<Record<number, string>>> = {
  3: 'CA ECC key missing',
  2: 'ECC key recovery failed',
};

/** EMV 4.4 Book 3, Annex C6 (tag 9B). */
export const TRANSACTION_STATUS_INFORMATION: BitNames = [
  {
    8: 'offline data authentication was performed',
    7: 'cardholder verification was performed',
    6: 'card risk management was performed',
    5: 'issuer authentication was performed',
    4: 'terminal risk management was performed',
    3: 'script processing was performed',
  },
  {},
];

/** EMV 4.4 Book 3, Annex C1 and Book C-2 (tag 82). */
export const APPLICATION_INTERCHANGE_PROFILE: BitNames = [
  {
    8: 'XDA supported',
    7: 'SDA supported',
    6: 'DDA supported',
    5: 'cardholder verification supported',
    4: 'terminal risk management to be performed',
    3: 'issuer authentication supported',
    2: 'on-device cardholder verification supported',
    1: 'CDA supported',
  },
  { 8: 'EMV mode supported (contactless)', 1: 'relay resistance protocol supported' },
];

/** EMV 4.4 Book 4, Annex A2 (tag 9F33). */
export const TERMINAL_CAPABILITIES: BitNames = [
  { 8: 'manual key entry', 7: 'magnetic stripe', 6: 'IC with contacts' },
  {
    8: 'plaintext PIN for ICC verification',
    7: 'enciphered PIN for online verification',
    6: 'signature',
    5: 'enciphered PIN for offline verification',
    4: 'no CVM required',
    1: 'enciphered PIN for offline verification (ECC)',
  },
  { 8: 'SDA', 7: 'DDA', 6: 'card capture', 4: 'CDA', 3: 'XDA' },
];

/** EMV 4.4 Book 3, Annex C2 (tag 9F07). */
export const APPLICATION_USAGE_CONTROL: BitNames = [
  {
    8: 'domestic cash',
    7: 'international cash',
    6: 'domestic goods',
    5: 'international goods',
    4: 'domestic services',
    3: 'international services',
    2: 'at ATMs',
    1: 'at terminals other than ATMs',
  },
  { 8: 'domestic cashback', 7: 'international cashback' },
];

/** EMV 4.4 Book 3, Annex C3 table 43: method codes, without b8 (reserved) and b7 (go on if unsuccessful). */
export const VERIFICATION_METHODS: Readonly<Record<number, string>> = {
  0x00: 'fail CVM processing',
  0x01: 'plaintext PIN verified by the card',
  0x02: 'enciphered PIN verified online',
  0x03: 'plaintext PIN verified by the card, and signature',
  0x04: 'enciphered PIN verified by the card',
  0x05: 'enciphered PIN verified by the card, and signature',
  0x06: 'face verified by the card',
  0x07: 'face verified online',
  0x08: 'finger verified by the card',
  0x09: 'finger verified online',
  0x0a: 'palm verified by the card',
  0x0b: 'palm verified online',
  0x0c: 'iris verified by the card',
  0x0d: 'iris verified online',
  0x0e: 'voice verified by the card',
  0x0f: 'voice verified online',
  0x1e: 'signature',
  0x1f: 'no CVM required',
  0x3f: 'no CVM performed',
};

/** EMV 4.4 Book 3, Annex C3 table 44. */
export const VERIFICATION_CONDITIONS: Readonly<Record<number, string>> = {
  0x00: 'always',
  0x01: 'if unattended cash',
  0x02: 'if not cash, not cashback',
  0x03: 'if the terminal supports the method',
  0x04: 'if manual cash',
  0x05: 'if purchase with cashback',
  0x06: 'if in the application currency and under X',
  0x07: 'if in the application currency and over X',
  0x08: 'if in the application currency and under Y',
  0x09: 'if in the application currency and over Y',
};
