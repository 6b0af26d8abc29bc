import type { CardProfile } from './personalisation/card-profile.ts';

/** A healthy card: what every profile below departs from. Account and UID are each card's own. */
const healthy = {
  panSequenceNumber: '01',
  cardholderName: 'TOUCHSTONE/TEST',
  expiresInMonths: 36,
  effectiveInMonths: -12,
  certificatesExpireInMonths: 48,
  processingOptionsDolHex: '',
  // Online PIN, signature, no CVM: each if the terminal supports it, going on to the next where the first bit says so.
  cardholderVerificationListHex: '000000000000000042031E031F03',
  issuerActionCodeDenialHex: '0400000000',
  consecutiveOfflineMax: 5,
  quirk: 'none',
  processing: {
    selectMs: 12,
    getProcessingOptionsMs: 25,
    readRecordMs: 15,
    getDataMs: 8,
    generateAcMs: 60,
    generateAcWithSignatureMs: 180,
    refusalMs: 5,
  },
  balanceMinor: 1_000_000,
} as const satisfies Partial<CardProfile>;

/** The cards of the library, named for what they exercise. One line each; add yours at the end with the next account. */
export const profiles: readonly CardProfile[] = [
  { ...healthy, name: 'standard', uidHex: '0A260001', pan: '5413332610000447' },
  {
    ...healthy,
    name: 'with-pdol',
    uidHex: '0A260002',
    pan: '5413332620000817',
    // Unpredictable number, amount, terminal country, terminal verification results.
    processingOptionsDolHex: '9F37049F02069F1A029505',
  },
  { ...healthy, name: 'declined-by-issuer', uidHex: '0A260003', pan: '5413332630001185', balanceMinor: 0 },
  {
    ...healthy,
    name: 'expired',
    uidHex: '0A260004',
    pan: '5413332640001555',
    expiresInMonths: -1,
    effectiveInMonths: -48,
  },
  {
    ...healthy,
    name: 'slow',
    uidHex: '0A260005',
    pan: '5413332650001925',
    processing: { ...healthy.processing, generateAcMs: 900, generateAcWithSignatureMs: 900 },
  },
  { ...healthy, name: 'second', uidHex: '0A260006', pan: '5413332660002293', panSequenceNumber: '02' },
  {
    ...healthy,
    name: 'corrupted-issuer-certificate',
    uidHex: '0A260007',
    pan: '5413332670002663',
    quirk: 'corrupted-issuer-certificate',
  },
  {
    ...healthy,
    name: 'corrupted-icc-certificate',
    uidHex: '0A260008',
    pan: '5413332680003032',
    quirk: 'corrupted-icc-certificate',
  },
  {
    ...healthy,
    name: 'bad-dynamic-signature',
    uidHex: '0A260009',
    pan: '5413332690003402',
    quirk: 'bad-dynamic-signature',
  },
  { ...healthy, name: 'wrong-cryptogram', uidHex: '0A26000A', pan: '5413332700003772', quirk: 'wrong-cryptogram' },
  { ...healthy, name: 'high-balance', uidHex: '0A26000B', pan: '5413332710004141', balanceMinor: 100_000_000_000 },
  { ...healthy, name: 'not-yet-effective', uidHex: '0A26000C', pan: '5413332720004511', effectiveInMonths: 1 },
  {
    ...healthy,
    name: 'expired-certificates',
    uidHex: '0A26000D',
    pan: '5413332730004881',
    certificatesExpireInMonths: -1,
  },
  {
    ...healthy,
    name: 'bad-transaction-data-hash',
    uidHex: '0A26000E',
    pan: '5413332740005258',
    quirk: 'bad-transaction-data-hash',
  },
  {
    ...healthy,
    name: 'issuer-denies-floor-limit',
    uidHex: '0A26000F',
    pan: '5413332750005628',
    // Beside a failed CDA this issuer denies any amount above the terminal's floor limit: byte 4 b8.
    issuerActionCodeDenialHex: '0400008000',
  },
];
