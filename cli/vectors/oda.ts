import { hasHash, isPastMonth, openFrame, recover, toHex } from '#terminal/vectors.ts';
import { publishedAuthorityKeys } from './authority-keys.table.ts';
import { bytesIn, bytesOf, isObject, objectOf, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

interface PublicKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/**
 * Recovers a chain of offline data authentication step by step.
 *
 * Where a case says more, more is judged: a date (`today`, or tag 9A among the inputs, YYMMDD) against the certificates'
 * months, and serial numbers that were taken back (`revoked`, 3 bytes each). Algorithms are judged always.
 *
 * Input: `capk` (`rid` and `index`, with `modulus` and `exponent` unless it is a published key), `inputs` (values by tag,
 * `static_data`, `ddol_data`); or `inputs` with `signed`, `modulus`, `exponent` for one bare recovery. Result: what every step
 * recovered (`issuer`, `ssad`, `icc`, `sdad`), with `hash_ok` where the hashed data is known, and `outcome`: `ok`, or the step
 * that failed and why, for `sda`, `dda`, `cda`.
 */
export function oda(input: unknown): unknown {
  const vector = objectOf(input);
  const inputs = objectOf(vector['inputs'], "at 'inputs'");
  if (inputs['signed'] !== undefined) return { recovered: toHex(bareRecovery(inputs)) };
  const { static_data, ddol_data, today, revoked } = vector;
  const given: VectorInput = { static_data, ddol_data, today, revoked, ...inputs };
  const authority = authorityKeyOf(objectOf(vector['capk'], "at 'capk'"));
  const issuer = issuerStep(given, authority);
  const ssad = given['93'] === undefined ? undefined : staticStep(given, issuer);
  const icc = given['9F46'] === undefined ? undefined : cardStep(given, issuer);
  const sdad = given['9F4B'] === undefined || icc === undefined ? undefined : dynamicStep(given, icc);
  const steps = { issuer, ssad, icc, sdad };
  return {
    ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, step?.facts])),
    outcome: outcomeOf(steps),
  };
}

interface Step {
  readonly facts: Readonly<Record<string, unknown>> | undefined;
  readonly problem: string | undefined;
  readonly key?: PublicKey;
}

const notRecovered = (why: string): Step => ({ facts: undefined, problem: why });

function issuerStep(given: VectorInput, authority: PublicKey): Step {
  const recovered = recover(bytesIn(given, '90'), authority);
  const frame = recovered === undefined ? undefined : openFrame(recovered, 0x02);
  if (recovered === undefined || frame === undefined) return notRecovered('issuer certificate not recoverable');
  const remainder = optional(given, '92');
  const exponent = bytesIn(given, '9F32');
  const isHashRight = hasHash(frame, [remainder, exponent]);
  const { content } = frame;
  const facts = {
    recovered: toHex(recovered),
    format: part(content, 0, 1),
    issuer_id: part(content, 1, 5),
    expiry_mmyy: part(content, 5, 7),
    serial: part(content, 7, 10),
    ...keyFacts(content.subarray(10)),
    modulus: toHex(modulusOf(content.subarray(10), remainder)),
    exponent: toHex(exponent),
    hash: toHex(frame.hash),
    hash_ok: isHashRight,
  };
  const key = { modulus: modulusOf(content.subarray(10), remainder), exponent };
  const isIssuerRight = panOf(given)?.startsWith(facts.issuer_id.replace(/F+$/u, '')) ?? true;
  const problem = isHashRight
    ? isIssuerRight
      ? (termsProblem(given, 'issuer certificate', facts) ?? revokedProblem(given, facts.serial))
      : 'issuer identifier is not of the PAN'
    : 'issuer certificate hash';
  return { facts, problem, key };
}

/** @clause EMV 4.4 Book 2, 5.3 steps 9 and 11, 6.4 steps 7 and 9 */
function termsProblem(
  given: VectorInput,
  what: string,
  facts: { readonly expiry_mmyy: string; readonly hash_alg: string; readonly pk_alg: string },
): string | undefined {
  const dateTag = given['today'] === undefined ? '9A' : 'today';
  const today = given[dateTag] === undefined ? undefined : toHex(bytesIn(given, dateTag));
  if (today !== undefined && isPastMonth(facts.expiry_mmyy, today)) return `${what} expired`;
  return facts.hash_alg === '01' && facts.pk_alg === '01' ? undefined : `${what} algorithm`;
}

/** @clause EMV 4.4 Book 2, 5.3 step 10 */
function revokedProblem(given: VectorInput, serial: string): string | undefined {
  const { revoked } = given;
  const isRevoked = Array.isArray(revoked) && revoked.some((each) => String(each).toUpperCase() === serial);
  return isRevoked ? 'issuer certificate revoked' : undefined;
}

function staticStep(given: VectorInput, issuer: Step): Step {
  if (issuer.key === undefined) return notRecovered(issuer.problem ?? 'no issuer key');
  const recovered = recover(bytesIn(given, '93'), issuer.key);
  const frame = recovered === undefined ? undefined : openFrame(recovered, 0x03);
  if (recovered === undefined || frame === undefined) return notRecovered('signed static data not recoverable');
  const staticData = given['static_data'] === undefined ? undefined : bytesIn(given, 'static_data');
  const isHashRight = staticData === undefined ? undefined : hasHash(frame, [staticData]);
  const facts = {
    recovered: toHex(recovered),
    dac: part(frame.content, 2, 4),
    hash: toHex(frame.hash),
    ...(isHashRight === undefined ? {} : { hash_ok: isHashRight }),
  };
  return { facts, problem: isHashRight === false ? 'signed static data hash' : undefined };
}

function cardStep(given: VectorInput, issuer: Step): Step {
  if (issuer.key === undefined) return notRecovered(issuer.problem ?? 'no issuer key');
  const recovered = recover(bytesIn(given, '9F46'), issuer.key);
  const frame = recovered === undefined ? undefined : openFrame(recovered, 0x04);
  if (recovered === undefined || frame === undefined) return notRecovered('ICC certificate not recoverable');
  const remainder = optional(given, '9F48');
  const exponent = bytesIn(given, '9F47');
  const staticData = given['static_data'] === undefined ? undefined : bytesIn(given, 'static_data');
  const isHashRight = staticData === undefined ? undefined : hasHash(frame, [remainder, exponent, staticData]);
  const { content } = frame;
  const facts = {
    recovered: toHex(recovered),
    pan: part(content, 1, 11),
    expiry_mmyy: part(content, 11, 13),
    serial: part(content, 13, 16),
    ...keyFacts(content.subarray(16)),
    modulus: toHex(modulusOf(content.subarray(16), remainder)),
    exponent: toHex(exponent),
    hash: toHex(frame.hash),
    ...(isHashRight === undefined ? {} : { hash_ok: isHashRight }),
  };
  const isPanRight = (panOf(given) ?? facts.pan.replace(/F+$/u, '')) === facts.pan.replace(/F+$/u, '');
  const problem =
    isHashRight === false
      ? 'ICC certificate hash'
      : isPanRight
        ? termsProblem(given, 'ICC certificate', facts)
        : 'PAN of the ICC certificate';
  return { facts, problem, key: { modulus: modulusOf(content.subarray(16), remainder), exponent } };
}

function dynamicStep(given: VectorInput, icc: Step): Step {
  if (icc.key === undefined) return notRecovered(icc.problem ?? 'no ICC key');
  const recovered = recover(bytesIn(given, '9F4B'), icc.key);
  const frame = recovered === undefined ? undefined : openFrame(recovered, 0x05);
  if (recovered === undefined || frame === undefined) return notRecovered('signed dynamic data not recoverable');
  const terminalData = given['ddol_data'] === undefined ? undefined : bytesIn(given, 'ddol_data');
  const isHashRight = terminalData === undefined ? undefined : hasHash(frame, [terminalData]);
  const dynamicLength = frame.content[2] ?? 0;
  const dynamic = frame.content.subarray(3, 3 + dynamicLength);
  const numberLength = dynamic[0] ?? 0;
  const isNumberRight = numberLength >= 2 && numberLength <= 8 && numberLength < dynamic.length;
  const facts = {
    recovered: toHex(recovered),
    icc_dynamic_data_len: dynamicLength,
    icc_dynamic_number: toHex(dynamic.subarray(1, 1 + numberLength)),
    ...(isNumberRight && dynamic.length >= numberLength + 30 ? combinedFacts(dynamic.subarray(1 + numberLength)) : {}),
    hash: toHex(frame.hash),
    ...(isHashRight === undefined ? {} : { hash_ok: isHashRight }),
  };
  const problem =
    isHashRight === false ? 'signed dynamic data hash' : isNumberRight ? undefined : 'length of the ICC dynamic number';
  return { facts, problem };
}

function combinedFacts(bytes: Uint8Array): Readonly<Record<string, string>> {
  return { cid: part(bytes, 0, 1), ac: part(bytes, 1, 9), txn_data_hash: part(bytes, 9, 29) };
}

function outcomeOf(steps: Readonly<Record<'issuer' | 'ssad' | 'icc' | 'sdad', Step | undefined>>): unknown {
  const first = (names: readonly ('issuer' | 'ssad' | 'icc' | 'sdad')[]): string =>
    names.map((name) => steps[name]?.problem).find((problem) => problem !== undefined) ?? 'ok';
  const dynamic = first(['issuer', 'icc', 'sdad']);
  const isCombined = steps.sdad?.facts?.['ac'] !== undefined;
  return {
    ...(steps.ssad === undefined ? {} : { sda: first(['issuer', 'ssad']) }),
    ...(steps.sdad === undefined ? {} : { [isCombined ? 'cda' : 'dda']: dynamic }),
  };
}

/** Algorithms and lengths, the same in both kinds of certificate. */
function keyFacts(bytes: Uint8Array) {
  return { hash_alg: part(bytes, 0, 1), pk_alg: part(bytes, 1, 2), pk_len: bytes[2] ?? 0, pk_exp_len: bytes[3] ?? 0 };
}

function modulusOf(bytes: Uint8Array, remainder: Uint8Array): Uint8Array {
  const leftPart = bytes.subarray(4, 4 + (bytes[2] ?? 0));
  return Uint8Array.from(Buffer.concat([leftPart, remainder]));
}

function authorityKeyOf(capk: VectorInput): PublicKey {
  if (capk['modulus'] !== undefined) return { modulus: bytesIn(capk, 'modulus'), exponent: bytesIn(capk, 'exponent') };
  const found = publishedAuthorityKeys.find(({ rid, index }) => rid === capk['rid'] && index === capk['index']);
  if (found === undefined)
    throw new VectorProblem('NO_CA_KEY', "no published key of this provider and index, at 'capk'");
  return { modulus: bytesOf(found.modulus, 'modulus'), exponent: bytesOf(found.exponent, 'exponent') };
}

function bareRecovery(inputs: VectorInput): Uint8Array {
  const key = { modulus: bytesIn(inputs, 'modulus'), exponent: bytesIn(inputs, 'exponent') };
  const recovered = recover(bytesIn(inputs, 'signed'), key);
  if (recovered === undefined) throw new VectorProblem('NOT_RECOVERABLE', 'the key can not have made it, at signed');
  return recovered;
}

function panOf(given: VectorInput): string | undefined {
  return given['5A'] === undefined ? undefined : toHex(bytesIn(given, '5A')).replace(/F+$/u, '');
}

function optional(given: VectorInput, tag: string): Uint8Array {
  return given[tag] === undefined || isObject(given[tag]) ? new Uint8Array() : bytesIn(given, tag);
}

function part(bytes: Uint8Array, from: number, to: number): string {
  return toHex(bytes.subarray(from, to));
}
