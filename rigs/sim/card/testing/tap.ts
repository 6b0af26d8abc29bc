import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { createCard } from '../card.ts';
import { cardLibrary } from '../library.ts';
import type { CardImage } from '../personalisation/card-image.ts';

/** The date of every bench in this folder's tests. */
export const todayIso = '2026-11-22';

/** Commands that the tests send again and again. */
export const commands = {
  selectDirectory: '00A404000E325041592E5359532E444446303100',
  selectApplication: '00A4040007A000000004101000',
  getProcessingOptions: '80A8000002830000',
} as const;

/**
 * The first list's 33 bytes: amount 12.50 and none other, Germany, verification results, euro, 2026-11-22, purchase,
 * unpredictable number, terminal type, no cardholder verification.
 */
export const firstDataHex = [
  '000000001250',
  '000000000000',
  '0276',
  '0000008000',
  '0978',
  '261122',
  '00',
  'A1B2C3D4',
  '22',
  '1F0300',
].join('');

/** The image of a library card, by name. */
export function imageOf(name: string): CardImage {
  const image = cardLibrary({ todayIso }).find((one) => one.name === name);
  if (image === undefined) throw new Error(`the library has no card ${name}`);
  return image;
}

/** Chance that a test can foresee: it counts bytes up from `start`. */
export function countingRng(start: number): Rng {
  let next = start;
  const draw = (): number => next++ & 0xff;
  return {
    below: (bound) => draw() % bound,
    bytes: (length) => Uint8Array.from({ length }, draw),
    fork: () => countingRng(start + 0x40),
  };
}

/** A library card with power. */
export function poweredCard(name: string): ContactlessCard {
  const card = createCard(imageOf(name), countingRng(1));
  card.powerOn();
  return card;
}

/** Sends a command in hexadecimal text and gives back the response in the same. */
export function send(card: ContactlessCard, commandHex: string): string {
  const { response } = card.respond(Uint8Array.from(Buffer.from(commandHex, 'hex')));
  return Buffer.from(response).toString('hex').toUpperCase();
}

/** The response's data, when it ended well. */
export function sendWell(card: ContactlessCard, commandHex: string): string {
  const response = send(card, commandHex);
  if (!response.endsWith('9000')) throw new Error(`the card answered ${response.slice(-4)}`);
  return response.slice(0, -4);
}

/** A card on which a transaction has begun. */
export function initiatedCard(name: string): ContactlessCard {
  const card = poweredCard(name);
  sendWell(card, commands.selectApplication);
  sendWell(card, commands.getProcessingOptions);
  return card;
}

/** GENERATE AC with a first parameter and data. */
export function generateAc(parameter1Hex: string, dataHex: string = firstDataHex): string {
  const length = (dataHex.length / 2).toString(16).padStart(2, '0');
  return `80AE${parameter1Hex}00${length}${dataHex}00`;
}

/** All records that the file locator names, by READ RECORD. */
export function readAll(card: ContactlessCard, fileLocatorHex: string): readonly string[] {
  const records: string[] = [];
  for (const [entry] of fileLocatorHex.matchAll(/.{8}/g)) {
    const [file = 0, first = 0, last = 0] = Buffer.from(entry, 'hex');
    for (let record = first; record <= last; record += 1) {
      records.push(sendWell(card, Buffer.from([0x00, 0xb2, record, file | 0x04, 0x00]).toString('hex')));
    }
  }
  return records;
}
