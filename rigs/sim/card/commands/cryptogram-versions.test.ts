import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex } from '../bytes.ts';
import { counterScriptKey, deriveIccMasterKey } from '../cryptography/application-keys.ts';
import { cryptogramVersions } from '../cryptography/cryptogram-versions.table.ts';
import type { CryptogramVersionName } from '../cryptography/cryptogram-versions.table.ts';
import { retailMac } from '../cryptography/triple-des.ts';
import { freshMemory, personalisedMemory, selectedCard } from '../memory.ts';
import type { SelectedCard } from '../memory.ts';
import { countingRng, imageOf } from '../testing/tap.ts';
import { cryptograms, issued, responses, scripts } from '../vectors/cryptogram-versions.table.ts';
import { authenticateIssuer } from './authenticate-issuer.ts';
import { parseCommand } from './command.ts';
import { issuerScript } from './issuer-script.ts';
import { makeCryptogram } from './make-cryptogram.ts';
import { whyIssuerRefused, whyScriptRefused } from './why-refused.ts';

/** A card of the foreign suite: its keys, its counter, one cryptogram version. */
function foreignCard(
  name: CryptogramVersionName,
  marks: { readonly counterHex: string; readonly profileHex?: string; readonly countersHex?: string },
): SelectedCard {
  const [application] = imageOf('contact-cda').applications;
  if (application === undefined) throw new Error('the card has no application');
  const recipe = cryptogramVersions[name];
  const { pan, panSequenceNumber } = issued;
  const key = (hex: string): Uint8Array =>
    deriveIccMasterKey({ issuerMasterKey: fromHex(hex), pan, panSequenceNumber, option: recipe.masterKeyOption });
  const image = {
    ...imageOf('contact-cda'),
    applications: [
      {
        ...application,
        recipe,
        interchangeProfile: fromHex(marks.profileHex ?? '1800'),
        masterKeys: {
          cryptogram: key(issued.cryptogramKeyHex),
          integrity: key(issued.integrityKeyHex),
          confidentiality: key(issued.confidentialityKeyHex),
          checksum: key(issued.cryptogramKeyHex),
        },
      },
    ],
  };
  const kept = personalisedMemory(image);
  const remembered = { ...freshMemory(), selectedIndex: 0 };
  const card = selectedCard({ image, rng: countingRng(1), interface: 'contact', kept, remembered });
  if (card === undefined) throw new Error('the application is not there');
  card.own.transactionCounter = Number.parseInt(marks.counterHex, 16);
  // Counters as the suite writes them: sum in six bytes, then count and filler.
  card.own.cumulativeOfflineMinor = Number((marks.countersHex ?? '').slice(0, 12));
  card.own.consecutiveOffline = Number.parseInt((marks.countersHex ?? '').slice(12, 14) || '0', 16);
  return card;
}

describe('published cryptograms', () => {
  test.each(cryptograms)('of version $version are made: $expectedHex', (row) => {
    const made = makeCryptogram(foreignCard(row.version, row), {
      values: new Map(Object.entries(row.values).map(([tag, hex]) => [tag, fromHex(hex)])),
      verificationResults: fromHex(row.resultsHex),
      issuerApplicationData: fromHex(row.issuerDataHex),
    });
    expect(toHex(made)).toBe(row.expectedHex);
  });
});

describe('published proofs of an issuer', () => {
  test.each(responses)('are believed by a card of version $version: $expectedHex', (row) => {
    const card = foreignCard(row.version, row);
    const cryptogram = fromHex(row.cryptogramHex);
    const sent = fromHex(row.expectedHex + row.wordHex);
    expect(authenticateIssuer(card, { cryptogram, sent })).toBe('succeeded');
    expect(authenticateIssuer(card, { cryptogram, sent: sent.map((byte) => byte ^ 1) })).toBe('failed');
  });
});

describe('published script commands', () => {
  test.each(scripts)('are carried out by a card of version $version: $commandHex', (row) => {
    const card = foreignCard(row.version, row);
    card.remembered.session = { phase: 'finished', cryptogram: fromHex(row.cryptogramHex) };
    card.kept.pin = row.oldPin;
    card.kept.pinTriesLeft = 0;
    const command = parseCommand(fromHex(row.commandHex));
    if (command === undefined) throw new Error('the command is whole');
    expect(issuerScript(card, command).statusWord).toBe(0x9000);
    expect(card.kept.pin).toBe(row.pin === '' ? row.oldPin : row.pin);
  });

  test.each(scripts)('with a wrong MAC are refused and counted: $commandHex', (row) => {
    const card = foreignCard(row.version, row);
    card.remembered.session = { phase: 'finished', cryptogram: fromHex(row.cryptogramHex) };
    const command = parseCommand(fromHex(row.commandHex.replace(/.$/u, (last) => (last === '0' ? '1' : '0'))));
    if (command === undefined) throw new Error('the command is whole');
    expect(issuerScript(card, command).statusWord).toBe(0x6988);
    expect(card.own).toMatchObject({ hasScriptFailed: true, scriptCount: 1 });
  });
});

/** A published command or proof meets a card that differs in one thing: the card tells its bench which one. */
describe('a card that refuses tells its bench why:', () => {
  const next = (counterHex: string): string => (Number.parseInt(counterHex, 16) + 1).toString(16).padStart(4, '0');

  test.each(responses)('a proof over the cryptogram back to front: $version', (row) => {
    const sent = fromHex(row.expectedHex + row.wordHex);
    const cryptogram = fromHex(row.cryptogramHex).toReversed();
    expect(whyIssuerRefused(foreignCard(row.version, row), { cryptogram, sent })).toContain(
      'over the cryptogram with its bytes in the wrong order',
    );
  });

  test.each(responses)('a proof of the transaction before, where keys count: $version', (row) => {
    const card = foreignCard(row.version, { ...row, counterHex: next(row.counterHex) });
    const sent = fromHex(row.expectedHex + row.wordHex);
    const proof = { cryptogram: fromHex(row.cryptogramHex), sent };
    const isCounted = card.application.recipe.sessionKey === 'common';
    const isTaken = authenticateIssuer(card, proof) === 'succeeded';
    expect(isTaken || whyIssuerRefused(card, proof).includes('session key of a counter 1 lower')).toBe(true);
    expect(isTaken).toBe(!isCounted);
  });

  test.each(responses)('a proof of another card, and half a proof: $version', (row) => {
    const cryptogram = fromHex(row.cryptogramHex);
    const [sent, half] = [fromHex(row.expectedHex + row.wordHex).map((byte) => byte ^ 1), new Uint8Array(4)];
    const card = foreignCard(row.version, row);
    expect(whyIssuerRefused(card, { cryptogram, sent })).toMatch(/^no known mistake/u);
    expect(whyIssuerRefused(card, { cryptogram, sent: half })).toMatch(/^tag 91 has 4 bytes/u);
  });

  test.each(scripts)('a script of the transaction before: $commandHex', (row) => {
    const card = foreignCard(row.version, { ...row, counterHex: next(row.counterHex) });
    card.remembered.session = { phase: 'finished', cryptogram: fromHex(row.cryptogramHex) };
    const command = parseCommand(fromHex(row.commandHex));
    if (command === undefined) throw new Error('the command is whole');
    expect(issuerScript(card, command).why).toMatch(/counter,? 1 lower/u);
  });

  test.each(scripts)('a script of another cryptogram: $commandHex', (row) => {
    const card = foreignCard(row.version, row);
    card.remembered.session = { phase: 'finished', cryptogram: fromHex('0102030405060708') };
    const command = parseCommand(fromHex(row.commandHex));
    if (command === undefined) throw new Error('the command is whole');
    expect(issuerScript(card, command).why).toMatch(/^no known mistake/u);
  });

  test.each([
    ['without transaction counter and cryptogram', new Uint8Array(), '841E000008'],
    ['without the cryptogram', fromHex('001C'), '841E000008'],
    ['over a length byte that does not count the MAC', fromHex('001C0102030405060708'), '841E000000'],
    ['over a class byte without secure messaging', fromHex('001C0102030405060708'), '801E000008'],
    ['with the cryptogram chained before the header', fromHex('001C0102030405060708'), '0102030405060708841E000008'],
    ['counted up by one, as for the next command', fromHex('001C0102030405060709'), '841E000008'],
  ])('a script MAC %s', (words, binding, headHex) => {
    const card = foreignCard('18', { counterHex: '001C' });
    const cryptogram = fromHex('0102030405060708');
    const key = counterScriptKey(card.application.masterKeys.integrity, fromHex('001C'));
    const data = retailMac({ key, data: concat(fromHex(headHex), binding) });
    expect(whyScriptRefused(card, { header: fromHex('841E000008'), data, cryptogram })).toContain(words);
  });
});
