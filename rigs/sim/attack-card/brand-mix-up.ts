import type { AskCard, Middle } from './attack.ts';
import { instructions } from './rewriting.ts';
import { bytesOf, hexOf, joined, readList, tlv, valueOf } from './tlv.ts';

const realAid = bytesOf('A0000000041010');
const falseAid = bytesOf('A0000000031010');
const done = Uint8Array.of(0x90, 0x00);
const statusWordBytes = 2;
const commandHeaderBytes = 5;
/** What the middle asks of the terminal: all that the card's own list needs. */
const askedHex = '9F66049F02069F03069F1A0295055F2A029A039C019F3704';
/** Authenticated by the consumer's device, no PIN, no signature. */
const qualifiers = Uint8Array.of(0x00, 0x80);
/** No offline authentication. */
const profile = Uint8Array.of(0x00, 0x00);

/**
 * A card of one brand that is shown as one of another: the terminal runs the other brand's kernel, in which the card asks
 * for no PIN, and the middle makes its answers from what the real card says.
 */
export const mixUpBrands = (): (() => Middle) => () => (command, ask) => {
  const [, instruction] = command;
  if (instruction === instructions.getProcessingOptions) return processingOptions(command, ask);
  if (instruction !== instructions.select) return ask(command);
  return hexOf(command).includes(hexOf(falseAid)) ? selectFalse(ask) : directory(ask(command));
};

/** The directory names the false application, and the kernel that goes with it. */
function directory(response: Uint8Array): Uint8Array {
  if (valueOf(response.slice(0, -statusWordBytes), '4F') === undefined) return response;
  const entry = tlv('61', tlv('4F', falseAid), tlv('87', Uint8Array.of(1)), tlv('9F2A', Uint8Array.of(3)));
  const name = new TextEncoder().encode('2PAY.SYS.DDF01');
  return joined(tlv('6F', tlv('84', name), tlv('A5', tlv('BF0C', entry))), done);
}

function selectFalse(ask: AskCard): Uint8Array {
  const real = ask(joined(bytesOf('00A4040007'), realAid, Uint8Array.of(0)));
  if (real.at(-2) !== 0x90) return real;
  const label = new TextEncoder().encode('Touchstone Blue');
  return joined(tlv('6F', tlv('84', falseAid), tlv('A5', tlv('50', label), tlv('9F38', bytesOf(askedHex)))), done);
}

/** Runs the whole transaction with the real card and tells its end in one answer, as the other brand's cards do. */
function processingOptions(command: Uint8Array, ask: AskCard): Uint8Array {
  const terminal = terminalValues(command);
  const options = ask(bytesOf('80A8000002830000'));
  const locator = valueOf(options.slice(0, -statusWordBytes), '94') ?? new Uint8Array();
  const records = readRecords(locator, ask);
  const list = valueOf(records, '8C');
  const track2 = valueOf(records, '57');
  if (list === undefined || track2 === undefined) return Uint8Array.of(0x69, 0x85);
  const data = joined(...readList(list).map(({ tagHex, length }) => terminal.get(tagHex) ?? new Uint8Array(length)));
  const answer = ask(joined(bytesOf('80AE8000'), Uint8Array.of(data.length), data, Uint8Array.of(0)));
  const body = answer.slice(0, -statusWordBytes);
  const counter = valueOf(body, '9F36');
  const cryptogram = valueOf(body, '9F26');
  const issuerData = valueOf(body, '9F10');
  if (counter === undefined || cryptogram === undefined || issuerData === undefined) return answer;
  const told = [
    tlv('82', profile),
    tlv('57', track2),
    tlv('5F34', valueOf(records, '5F34') ?? Uint8Array.of(0)),
    tlv('9F36', counter),
    tlv('9F26', cryptogram),
    tlv('9F27', Uint8Array.of(0x80)),
    tlv('9F10', issuerData),
    tlv('9F6C', qualifiers),
  ];
  return joined(tlv('77', ...told), done);
}

function terminalValues(command: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const data = valueOf(command.slice(commandHeaderBytes, -1), '83') ?? new Uint8Array();
  const values = new Map<string, Uint8Array>();
  let at = 0;
  for (const { tagHex, length } of readList(bytesOf(askedHex))) {
    values.set(tagHex, data.slice(at, at + length));
    at += length;
  }
  return values;
}

/** All records of the application file locator, one after the other. */
function readRecords(locator: Uint8Array, ask: AskCard): Uint8Array {
  const records: Uint8Array[] = [];
  for (let at = 0; at + 4 <= locator.length; at += 4) {
    const [file = 0, first = 0, last = 0] = locator.subarray(at, at + 4);
    for (let record = first; record <= last; record += 1) {
      records.push(ask(Uint8Array.of(0x00, 0xb2, record, (file & 0xf8) | 0x04, 0x00)).slice(0, -statusWordBytes));
    }
  }
  return joined(...records);
}
