import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  buildDol,
  fromHex,
  lenientTlvRules,
  parseCardholderVerificationList,
  parseDol,
  parseFileControlInformation,
  parseFileLocator,
  parseTlv,
  parsePrimitives,
  processingOptionsObjects,
  readCardCertificate,
  readIssuerCertificate,
  recover,
  splitResponse,
} from '#terminal/vectors.ts';
import type { Chance } from './chance.ts';
import { mutated } from './mutate.ts';

/** One parser of the terminal: what it is fed, and what must hold whatever it is fed. */
export interface FuzzTarget {
  readonly name: string;
  /** Good inputs, from which the bad ones are made. */
  readonly seedsHex: readonly string[];
  /** @throws when something does not hold */
  feed(bytes: Uint8Array, chance: Chance): void;
}

const record = '70235A0854133300890200115F24033012319F0702FFC08E0E000000000000000042031E031F00';
const control = '6F2C8407A0000000041010A521500A4D617374657243617264870101BF0C0E9F4D020B0A9F6E0708400000303000';
const locator = '080101001001020118010300';
const lists = ['9F02069F03069F1A0295055F2A029A039C019F3704', '8A029F02069F37049F4C08', '9F66049F02069F37045F2A02'];
const options = ['770E82021980940808010100100102 01'.replace(' ', ''), '800A1980080101001001 0201'.replace(' ', '')];
const key = { modulus: fromHex(`${'C7'.repeat(127)}C7`), exponent: fromHex('03') };

/** The parsers that read what a card sends. */
export const fuzzTargets: readonly FuzzTarget[] = [
  { name: 'tlv', seedsHex: [record, control, ...options], feed: feedTlv },
  {
    name: 'dol',
    seedsHex: lists,
    feed: (bytes, chance) => {
      const parsed = parseDol(bytes);
      if (parsed.kind === 'malformed') return assert(parsed.offset <= bytes.length);
      const value = chance.bytes(chance.below(20));
      const built = buildDol(parsed.entries, () => value);
      assert.equal(
        built.length,
        parsed.entries.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
      );
      return assert(built.length <= 255);
    },
  },
  {
    name: 'afl',
    seedsHex: [locator],
    feed: (bytes) => {
      for (const { shortFileIdentifier, firstRecord, lastRecord } of parseFileLocator(bytes) ?? []) {
        assert(shortFileIdentifier >= 1 && shortFileIdentifier <= 30 && firstRecord >= 1 && lastRecord >= firstRecord);
      }
    },
  },
  {
    name: 'cvm',
    seedsHex: ['000186A0000003E84201440341035E0342031F03', '00000000000000001F00'],
    feed: (bytes) => {
      const list = parseCardholderVerificationList(bytes);
      assert(list === undefined || list.rules.length === (bytes.length - 8) / 2);
    },
  },
  {
    name: 'response',
    seedsHex: [`${record}9000`, '6A82', ...options.map((hex) => `${hex}9000`)],
    feed: (bytes) => {
      const split = splitResponse(bytes);
      if (split === undefined) return;
      assert.equal(split.data.length, bytes.length - 2);
      processingOptionsObjects(split.data);
    },
  },
  {
    name: 'fci',
    seedsHex: [control],
    feed: (bytes) => {
      parseFileControlInformation(bytes);
    },
  },
  { name: 'certificate', seedsHex: certificateSeeds(), feed: feedCertificate },
];

/** Feeds input number `index` of a target: a mutation of one of its seeds. */
export function feedOne(target: FuzzTarget, chance: Chance): void {
  const seedHex = chance.pick(target.seedsHex);
  target.feed(mutated(fromHex(seedHex), chance), chance);
}

function feedTlv(bytes: Uint8Array, chance: Chance): void {
  const rules = chance.oneIn(2) ? lenientTlvRules : undefined;
  const level = parseTlv(bytes, rules);
  const primitives = parsePrimitives(bytes, rules);
  for (const parsed of [level, primitives]) {
    if (parsed.kind === 'malformed') assert(parsed.offset <= bytes.length, 'a problem lies inside the input');
  }
  if (level.kind === 'parsed') {
    const length = level.objects.reduce((sum, { encoded }) => sum + encoded.length, 0);
    assert(length <= bytes.length, 'objects of one level do not overlap');
  }
  if (level.kind === 'malformed') assert.equal(primitives.kind, 'malformed');
}

/** Recovered blocks, most of them with a frame and a hash that are right, so that what lies behind them is reached. */
function feedCertificate(bytes: Uint8Array, chance: Chance): void {
  const remainder = chance.bytes(chance.below(40));
  const exponent = chance.pick([fromHex('03'), fromHex('010001'), chance.bytes(chance.below(4))]);
  const staticData = chance.bytes(chance.below(60));
  const facts = { remainder, exponent, staticData, panDigits: '5413330089020011', today: '261125' };
  if (chance.oneIn(16)) recover(bytes.subarray(0, key.modulus.length), key);
  readIssuerCertificate(framed(bytes, [remainder, exponent], chance), facts);
  readCardCertificate(framed(bytes, [remainder, exponent, staticData], chance), facts);
}

function framed(bytes: Uint8Array, following: readonly Uint8Array[], chance: Chance): Uint8Array {
  if (bytes.length < frameBytes || chance.oneIn(8)) return bytes;
  const content = bytes.subarray(1, bytes.length - hashBytes - 1);
  const hash = createHash('sha1')
    .update(Buffer.concat([content, ...following]))
    .digest();
  return Buffer.concat([Uint8Array.of(0x6a), content, hash, Uint8Array.of(0xbc)]);
}

const hashBytes = 20;
const frameBytes = hashBytes + 3;

function certificateSeeds(): readonly string[] {
  const issuer = `6A02541333FF123000000101018001${'AB'.repeat(92)}${'CD'.repeat(20)}BC`;
  const card = `6A045413330089020011FFFF123000000101018001${'AB'.repeat(86)}${'CD'.repeat(20)}BC`;
  return [issuer, card];
}
