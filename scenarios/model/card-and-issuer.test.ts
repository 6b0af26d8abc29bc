import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authenticateIssuer } from '#rigs/sim/card/commands/authenticate-issuer.ts';
import { issuerApplicationData } from '#rigs/sim/card/commands/card-verification-results.ts';
import { parseCommand } from '#rigs/sim/card/commands/command.ts';
import { issuerScript } from '#rigs/sim/card/commands/issuer-script.ts';
import { makeCryptogram } from '#rigs/sim/card/commands/make-cryptogram.ts';
import { deriveIccMasterKey } from '#rigs/sim/card/cryptography/application-keys.ts';
import { cryptogramVersions } from '#rigs/sim/card/cryptography/cryptogram-versions.table.ts';
import type { CryptogramVersionName } from '#rigs/sim/card/cryptography/cryptogram-versions.table.ts';
import { freshMemory, personalisedMemory, selectedCard } from '#rigs/sim/card/memory.ts';
import type { SelectedCard } from '#rigs/sim/card/memory.ts';
import { countingRng, imageOf } from '#rigs/sim/card/testing/tap.ts';
import { encodeTlv } from '#rigs/sim/card/tlv.ts';
import { createIssuer } from '#rigs/sim/issuer/issuer.ts';

/** Keys, cryptograms, proofs and scripts exist twice on purpose. Here card and issuer meet, on random input. */
const runs = { numRuns: 15 };

const digits = (lengthMin: number, lengthMax: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: lengthMin, maxLength: lengthMax });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const lengths = { '9F03': 6, '9F1A': 2, '95': 5, '9F37': 4 } as const;

const transaction = fc.record({
  pan: digits(12, 19),
  panSequenceNumber: digits(2, 2),
  keys: fc.tuple(bytes(16), bytes(16), bytes(16)),
  counter: fc.integer({ min: 1, max: 0xffff }),
  amountMinor: fc.nat({ max: 999_999 }),
  profile: bytes(2),
  results: bytes(6),
  random: fc.record(Object.fromEntries(Object.entries(lengths).map(([tag, length]) => [tag, bytes(length)] as const))),
  newPin: digits(4, 12),
  value: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});
type Transaction = typeof transaction extends fc.Arbitrary<infer Value> ? Value : never;

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const toHex = (value: Uint8Array): string => Buffer.from(value).toString('hex').toUpperCase();
const amountOf = ({ amountMinor }: Transaction): Uint8Array => fromHex(String(amountMinor).padStart(12, '0'));

/** A card of any account and keys, powered and selected. */
function cardOf(version: CryptogramVersionName, drawn: Transaction): SelectedCard {
  const image = imageOf('contact-cda');
  const [application] = image.applications;
  if (application === undefined) throw new Error('the card has no application');
  const recipe = cryptogramVersions[version];
  const { pan, panSequenceNumber } = drawn;
  const [cryptogram, integrity, confidentiality] = drawn.keys.map((issuerMasterKey) =>
    deriveIccMasterKey({ issuerMasterKey, pan, panSequenceNumber, option: recipe.masterKeyOption }),
  );
  if (cryptogram === undefined || integrity === undefined || confidentiality === undefined) throw new Error('no keys');
  const masterKeys = { cryptogram, integrity, confidentiality, checksum: cryptogram };
  const own = { ...application, recipe, interchangeProfile: drawn.profile, masterKeys };
  const whole = { ...image, applications: [own] };
  const remembered = { ...freshMemory(), selectedIndex: 0 };
  const kept = personalisedMemory(whole);
  const card = selectedCard({ image: whole, rng: countingRng(1), interface: 'contact', kept, remembered });
  if (card === undefined) throw new Error('the application is not there');
  card.own.transactionCounter = drawn.counter;
  return card;
}

/** The card's half of a request. */
function requested(card: SelectedCard, drawn: Transaction) {
  const layout = card.application.recipe.layout;
  const verificationResults =
    layout === 'm-chip' ? drawn.results : Uint8Array.from([0x03, ...drawn.results.slice(0, 3)]);
  const fixed = { '9F02': amountOf(drawn), '5F2A': fromHex('0978'), '9A': fromHex('251125'), '9C': fromHex('00') };
  const values = new Map<string, Uint8Array>([...Object.entries(fixed), ...Object.entries(drawn.random)]);
  const iccDynamicNumber = drawn.results.slice(0, 2);
  const data = issuerApplicationData(card, { verificationResults, iccDynamicNumber });
  const cryptogram = makeCryptogram(card, { values, verificationResults, issuerApplicationData: data });
  const counter = fromHex(drawn.counter.toString(16).padStart(4, '0'));
  const told = { '82': drawn.profile, '9F36': counter, '9F10': data, '9F26': cryptogram, '9F27': fromHex('80') };
  const objects = [...values, ...Object.entries(told)];
  return { cryptogram, field55: Buffer.concat(objects.map(([tag, value]) => encodeTlv(tag, value))) };
}

function issuerOf(version: CryptogramVersionName, drawn: Transaction) {
  const [masterKeyForCryptograms, scriptIntegrity, scriptConfidentiality] = drawn.keys;
  const { pan, panSequenceNumber } = drawn;
  const account = { pan, panSequenceNumber, balanceMinor: 1_000_000, currencyCode: '978', cryptogramVersion: version };
  const issuer = createIssuer({
    masterKeyForCryptograms,
    masterKeysForScripts: { scriptIntegrity, scriptConfidentiality },
    accounts: [account],
  });
  issuer.orderScript(pan, [
    { kind: 'pin-change', pin: drawn.newPin },
    { kind: 'put-data', tag: fromHex('9F58'), value: drawn.value },
    { kind: 'update-record', shortFileIdentifier: 2, recordNumber: 1, record: drawn.value },
    { kind: 'application-block' },
    { kind: 'application-unblock' },
    { kind: 'pin-unblock' },
    { kind: 'card-block' },
  ]);
  return issuer;
}

/** Commands 86 in the one template that follows tag 91. */
function commandsIn(scripts: Uint8Array): readonly Uint8Array[] {
  const bodyStart = scripts[1] === 0x81 ? 3 : 2;
  const commands: Uint8Array[] = [];
  for (let at = bodyStart + 7; at < scripts.length;) {
    const length = scripts[at + 1] ?? 0;
    commands.push(scripts.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return commands;
}

test.each(Object.keys(cryptogramVersions) as CryptogramVersionName[])(
  'card and issuer of version %s believe each other on any input, scripts included',
  (version) => {
    const outcome = fc.check(
      fc.property(transaction, (drawn) => {
        const card = cardOf(version, drawn);
        const { cryptogram, field55 } = requested(card, drawn);
        const { pan, panSequenceNumber, amountMinor } = drawn;
        const request = { pan, panSequenceNumber: `0${panSequenceNumber}`, amountMinor, currencyCode: '978' };
        const decision = issuerOf(version, drawn).authorize({ ...request, processingCode: '000000', field55 });
        expect(decision.facts).toEqual({ cryptogram: 'verified', reason: 'approved' });
        const sent = decision.issuerAuthenticationData ?? new Uint8Array();
        expect(authenticateIssuer(card, { cryptogram, sent })).toBe('succeeded');
        card.remembered.session = { phase: 'finished', cryptogram };
        const commands = commandsIn((decision.field55 ?? new Uint8Array()).slice(2 + sent.length));
        const words = commands.map((command) => {
          const parsed = parseCommand(command);
          return parsed === undefined || !('data' in parsed) ? 0 : issuerScript(card, parsed).statusWord;
        });
        expect(words).toEqual(Array.from({ length: 7 }, () => 0x9000));
        expect(card.kept.pin).toBe(drawn.newPin);
        expect([...card.own.written.values()].map(toHex)).toEqual([toHex(drawn.value), toHex(drawn.value)]);
      }),
      runs,
    );
    expect(
      outcome.errorInstance === null ? undefined : [outcome.errorInstance, outcome.counterexample, outcome.seed],
    ).toBeUndefined();
  },
);
