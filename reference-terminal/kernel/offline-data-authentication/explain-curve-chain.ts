import { toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { CurveAnchors } from './curve-chain.ts';

const problems: Readonly<Record<string, string>> = {
  missing: 'was not given',
  'wrong-length': 'has another length than its suites and its signer’s have',
  'wrong-format':
    'is of another format or encoding than certificates of elliptic curves; the card may mean another method',
  'wrong-identifier': 'is that of another issuer: its identifier does not begin the account number (5A)',
  'other-authority': 'names another provider or index than the key of the authority that the card (8F) named',
  'unknown-algorithm': 'names a suite or hash that no terminal has to know',
  'wrong-hash':
    'is over other data: records, profile (82), application identifier (9F06) or PDOL (9F38) are not those that the issuer signed',
  'wrong-signature': 'is not signed by the key above it, or was altered',
  'not-on-the-curve': 'holds an x that no point of its curve has',
};
const authorityProblems: Readonly<Record<string, string>> = {
  'key-not-named': 'the card gave no index (8F) of an authority’s key',
  'key-corrupted': 'is stored with another checksum than its bytes have, or is on no curve',
  'key-expired': 'is past its last day',
  'key-for-tests': 'is a test key, which a terminal in production does not use',
};

/**
 * Says in plain words why the chain of extended data authentication does not hold. Only for the record: no decision rests
 * on it, and it shows no account data.
 *
 * @param reason  what `recoverCurveChain` answered
 */
export function explainCurveChain(
  reason: string,
  failed: { readonly data: Pick<DataObjects, 'get'>; readonly anchors: CurveAnchors; readonly ridHex: string },
): string {
  const [, object = '', problem = ''] = /^(authority|issuer-certificate|card-certificate)-(.+)$/u.exec(reason) ?? [];
  const { data, ridHex } = failed;
  if (object === '') return 'a record that should be signed is no template 70';
  if (object === 'authority') return authorityWords(problem, failed);
  const [what, tag] = object === 'issuer-certificate' ? ['issuer certificate', '90'] : ['card certificate', '9F46'];
  const certificate = toHex(data.get(tag) ?? new Uint8Array());
  if (problem === 'expired') {
    const expiry = object === 'issuer-certificate' ? certificate.slice(16, 24) : certificate.slice(6, 14);
    return `the ${what} (${tag}) was good until ${expiry} (YYYYMMDD), the date (9A) is ${toHex(data.get('9A') ?? new Uint8Array())} (YYMMDD)`;
  }
  if (problem === 'revoked') {
    return `the ${what} with serial number ${certificate.slice(24, 30)} under ${ridHex} is on the revocation list`;
  }
  return `the ${what} (${tag}) ${problems[problem] ?? 'does not hold'}`;
}

function authorityWords(problem: string, { data, anchors, ridHex }: Parameters<typeof explainCurveChain>[1]): string {
  if (problem === 'key-not-named') return authorityProblems[problem] ?? '';
  const name = `CA key ${toHex(data.get('8F') ?? new Uint8Array())} of provider ${ridHex} for elliptic curves`;
  const words = authorityProblems[problem];
  if (words !== undefined) return `${name} ${words}`;
  const held = (anchors.certificationAuthorityCurveKeys ?? []).filter((key) => key.ridHex.toUpperCase() === ridHex);
  const list = held.length === 0 ? 'none of this provider' : held.map(({ index }) => toHex(Uint8Array.of(index)));
  return `the card names ${name}; the terminal has ${list.toString()}`;
}
