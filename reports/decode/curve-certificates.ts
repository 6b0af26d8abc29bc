/*
 * Certificates of elliptic curves stand in the clear, so that they can be told without any key. One of RSA says nothing
 * before it was recovered: its first byte is any.
 */

const suites: Readonly<
  Record<string, { readonly words: string; readonly fieldBytes: number; readonly hashBytes: number }>
> = {
  '10': { words: 'P-256, EC-SDSA with SHA-256', fieldBytes: 32, hashBytes: 32 },
  '11': { words: 'P-521, EC-SDSA with SHA-512', fieldBytes: 66, hashBytes: 64 },
};
/** What a card's certificate for PINs names instead. */
const enciphermentSuites: Readonly<Record<string, { readonly words: string; readonly fieldBytes: number }>> = {
  '00': { words: 'P-256 for PINs', fieldBytes: 32 },
  '01': { words: 'P-521 for PINs', fieldBytes: 66 },
};
const hashes: Readonly<Record<string, { readonly words: string; readonly bytes: number }>> = {
  '02': { words: 'SHA-256', bytes: 32 },
  '03': { words: 'SHA-512', bytes: 64 },
};

/**
 * An issuer certificate of elliptic curves (tag 90); empty for one that is none.
 *
 * @clause EMV 4.4 Book 2, 12.3 table 35
 */
export function describeIssuerCurveCertificate(hex: string): string {
  if (!/^1200[0-9A-F]{38}/u.test(hex)) return '';
  const suite = suites[hex.slice(14, 16)];
  const signatureBytes = hex.length / 2 - 21 - (suite?.fieldBytes ?? 0);
  if (suite === undefined || !isSignatureLength(signatureBytes)) return '';
  const identifier = hex.slice(4, 14).replace(/F+$/u, '');
  return [
    `issuer ${identifier}`,
    suite.words,
    `until ${dateWords(hex.slice(16, 24))}`,
    `serial number ${hex.slice(24, 30)}`,
    `under key ${hex.slice(40, 42)} of ${hex.slice(30, 40)}`,
    `signature of ${signatureBytes} bytes`,
  ].join(', ');
}

/**
 * A card certificate of elliptic curves (tag 9F46, or 9F2D for PINs); empty for one that is none.
 *
 * @clause EMV 4.4 Book 2, 12.4 table 36
 */
export function describeCardCurveCertificate(hex: string): string {
  if (!/^1400[0-9A-F]{30}/u.test(hex)) return '';
  const suite = suites[hex.slice(4, 6)] ?? enciphermentSuites[hex.slice(4, 6)];
  const hash = hex.slice(30, 32) === '00' ? hashes[hex.slice(32, 34)] : undefined;
  const signatureBytes = hex.length / 2 - 17 - (hash?.bytes ?? 0) - (suite?.fieldBytes ?? 0);
  if (suite === undefined || hash === undefined || !isSignatureLength(signatureBytes)) return '';
  return [
    suite.words,
    `until ${dateWords(hex.slice(6, 14))} ${hex.slice(14, 16)}:${hex.slice(16, 18)} UTC`,
    `serial number ${hex.slice(18, 30)}`,
    `static data by ${hash.words}`,
    `signature of ${signatureBytes} bytes`,
  ].join(', ');
}

/**
 * A signature of extended authentication (tag 9F4B); empty for one of another kind.
 *
 * @clause EMV 4.4 Book 2, 12.5.2 table 38
 */
export function describeCurveSignature(hex: string): string {
  const suite = Object.values(suites).find(
    ({ fieldBytes, hashBytes }) => hex.length === 2 * (1 + fieldBytes + hashBytes),
  );
  // RSA keys of 65 and of 131 bytes are in nobody's card.
  return hex.startsWith('15') && suite !== undefined ? `extended authentication, ${suite.words}` : '';
}

function isSignatureLength(length: number): boolean {
  return Object.values(suites).some(({ fieldBytes, hashBytes }) => length === fieldBytes + hashBytes);
}

function dateWords(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
