import type { BitNames } from './bits.table.ts';

/** Contactless Book C-3, Annex A (tag 9F6C). */
export const CARD_TRANSACTION_QUALIFIERS: BitNames = [
  {
    8: 'online PIN required',
    7: 'signature required',
    6: 'go online if offline data authentication fails and the reader can',
    5: 'switch interface if offline data authentication fails and the reader can',
    4: 'go online if the application has expired',
    3: 'switch interface for cash',
    2: 'switch interface for cashback',
  },
  { 8: 'consumer device CVM performed', 7: 'card supports issuer update processing at the terminal' },
];

/** Contactless Book A, table 5-4 and Book C-3, Annex A (tag 9F66). */
export const TERMINAL_TRANSACTION_QUALIFIERS: BitNames = [
  {
    8: 'mag-stripe mode supported',
    6: 'EMV mode supported',
    5: 'EMV contact chip supported',
    4: 'offline-only reader',
    3: 'online PIN supported',
    2: 'signature supported',
    1: 'offline data authentication for online authorisations supported',
  },
  { 8: 'online cryptogram required', 7: 'CVM required', 6: 'offline PIN supported (contact chip)' },
  { 8: 'issuer update processing supported', 7: 'consumer device CVM supported' },
  {},
];

/** Terminal interchange profile of kernel 5 (tag 9F53), as published terminal software names it. */
export const TERMINAL_INTERCHANGE_PROFILE: BitNames = [
  {
    8: 'CVM required by reader',
    7: 'signature supported',
    6: 'online PIN supported',
    5: 'consumer device CVM supported',
    3: 'transit reader',
    2: 'EMV contact chip supported',
    1: 'offline PIN supported (contact chip)',
  },
  { 8: 'issuer update processing supported' },
  {},
];
/** Terminal compatibility indicator of kernel 5 (tag 9F52), from the same source. */
export const TERMINAL_COMPATIBILITY: BitNames = [{ 2: 'EMV mode supported', 1: 'mag-stripe mode supported' }];

/** Card processing requirements of kernel 6 (tag 9F71), as a published reader has them (github.com/xwanyux/AS350PLUS_SP). */
export const CARD_PROCESSING_REQUIREMENTS: BitNames = [
  {
    8: 'online PIN required',
    7: 'signature required',
    6: 'loyalty transaction approved',
    5: 'consumer device CVM performed',
  },
  {
    8: 'switch interface if unable to go online',
    7: 'go online if CDA fails',
    6: 'switch interface if CDA fails',
    5: 'issuer update processing supported',
    4: 'go online if the card has expired',
    3: 'decline if the card has expired',
    2: 'signature may stand in',
    1: 'no CVM may stand in',
  },
];

/** Contactless Book C-7, table 3-1 as emv-utils (openemv) cites v2.9; JR/T 0025.12-2013, 6.2 (tag 9F66 of kernel 7). */
export const TERMINAL_QUALIFIERS_OF_KERNEL_7: BitNames = [
  {
    7: 'full debit and credit application by contactless supported',
    6: 'EMV mode supported',
    5: 'EMV contact chip supported',
    4: 'offline-only reader',
    3: 'online PIN supported',
    2: 'signature supported',
    1: 'offline data authentication for online authorisations supported',
  },
  { 8: 'online cryptogram required', 7: 'CVM required', 6: 'offline PIN supported (contact chip)' },
  {},
  { 8: 'fDDA version 01 supported' },
];

/** EMV 4.4 Book 4, Annex A3 (tag 9F40). */
export const ADDITIONAL_TERMINAL_CAPABILITIES: BitNames = [
  {
    8: 'cash',
    7: 'goods',
    6: 'services',
    5: 'cashback',
    4: 'inquiry',
    3: 'transfer',
    2: 'payment',
    1: 'administrative',
  },
  { 8: 'cash deposit' },
  { 8: 'numeric keys', 7: 'alphabetic and special keys', 6: 'command keys', 5: 'function keys' },
  {
    8: 'print for attendant',
    7: 'print for cardholder',
    6: 'display for attendant',
    5: 'display for cardholder',
    2: 'code table 10',
    1: 'code table 9',
  },
  {
    8: 'code table 8',
    7: 'code table 7',
    6: 'code table 6',
    5: 'code table 5',
    4: 'code table 4',
    3: 'code table 3',
    2: 'code table 2',
    1: 'code table 1',
  },
];

/** Bytes 2 to 4 of the card verification results of cryptogram versions 10, 17 and 18 of the brand of kernel 3. */
export const VISA_VERIFICATION_RESULTS: BitNames = [
  {
    4: 'issuer authentication performed and failed',
    3: 'offline PIN verification performed',
    2: 'offline PIN verification failed',
    1: 'unable to go online',
  },
  {
    8: 'last online transaction not completed',
    7: 'PIN try limit exceeded',
    6: 'exceeded velocity counters',
    5: 'new card',
    4: 'issuer authentication failed on last online transaction',
    3: 'issuer authentication not performed after online authorisation',
    2: 'application blocked as PIN try limit exceeded',
    1: 'SDA failed on last transaction and declined offline',
  },
  {
    4: 'issuer script processing failed',
    3: 'DDA failed on last transaction and declined offline',
    2: 'DDA performed',
    1: 'PIN verification command not received though expected',
  },
];

/** The card verification results (6 bytes) of chip applications of the brand of kernel 2. */
export const MCHIP_VERIFICATION_RESULTS: BitNames = [
  {
    3: 'offline PIN verification performed',
    2: 'offline enciphered PIN verification performed',
    1: 'offline PIN verification successful',
  },
  {
    8: 'DDA returned',
    7: 'CDA returned in first GENERATE AC',
    6: 'CDA returned in second GENERATE AC',
    5: 'issuer authentication performed',
    4: 'card issuer action codes default skipped on CAT 3',
  },
  {},
  {
    7: 'unable to go online',
    6: 'offline PIN verification not performed',
    5: 'offline PIN verification failed',
    4: 'PIN try limit exceeded',
    3: 'international transaction',
    2: 'domestic transaction',
    1: 'terminal erroneously considers offline PIN OK',
  },
  {
    8: 'lower consecutive offline limit exceeded',
    7: 'upper consecutive offline limit exceeded',
    6: 'lower cumulative offline limit exceeded',
    5: 'upper cumulative offline limit exceeded',
    4: 'go online on next transaction was set',
    3: 'issuer authentication failed',
    2: 'script received',
    1: 'script failed',
  },
  { 2: 'match found in additional check table', 1: 'no match found in additional check table' },
];

/** Low five bits of byte 1 of the form factor indicator (tag 9F6E, kernel 3). */
export const FORM_FACTORS: Readonly<Record<number, string>> = {
  0: 'standard card',
  1: 'mini card',
  2: 'non-card form factor',
  3: 'consumer mobile phone',
  4: 'wrist-worn device',
};

/** Byte 2 of the form factor indicator (tag 9F6E, kernel 3). */
export const FORM_FACTOR_FEATURES: BitNames = [
  {
    8: 'passcode capable',
    7: 'signature panel',
    6: 'hologram',
    5: 'CVV2',
    4: 'two-way messaging',
    3: 'cloud-based payment credentials',
    2: 'biometric cardholder verification capable',
  },
];

/** Device types in third party data (tag 9F6E, kernel 2), as text of two digits. Book C-2 Annex A. */
export const DEVICE_TYPES: Readonly<Record<string, string>> = {
  '00': 'card',
  '01': 'mobile network operator controlled secure element',
  '02': 'key fob',
  '03': 'watch',
  '04': 'mobile tag',
  '05': 'wristband',
  '06': 'mobile phone case or sleeve',
  '07': 'mobile phone with fixed secure element not controlled by the operator',
  '08': 'removable secure element not controlled by the operator',
  '09': 'mobile phone with fixed secure element not controlled by the operator (cloud)',
  '10': 'removable secure element controlled by the operator (tablet or e-book)',
};

/** Bytes 1 to 3 of the enhanced contactless reader capabilities (tag 9F6E, kernel 4). */
export const ENHANCED_READER_CAPABILITIES: BitNames = [
  {
    8: 'contact mode supported',
    7: 'contactless mag-stripe mode supported',
    6: 'contactless EMV full online mode not supported',
    5: 'contactless EMV partial online mode supported',
    4: 'contactless mobile supported',
    3: 'try another interface after a decline',
  },
  {
    8: 'mobile CVM supported',
    7: 'online PIN supported',
    6: 'signature supported',
    5: 'plaintext offline PIN supported',
  },
  { 8: 'reader is offline only', 7: 'CVM required' },
];
