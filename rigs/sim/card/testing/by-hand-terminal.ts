import type { SimulatedCard } from '../card.ts';
import { runInChannel } from './by-hand-channel.ts';
import { judgeSignatures } from './by-hand-signatures.ts';
import { walk } from './by-hand.ts';
import type { Found } from './by-hand.ts';

/** What a terminal by hand has seen of a card, in words, in the order in which it saw them. */
export interface Seen {
  /** Odd things; empty for a card that does all that the books say. */
  readonly findings: readonly string[];
  /** Every object of the transaction, the first of each tag. */
  readonly objects: ReadonlyMap<string, string>;
}

/** Answers longer than this no short command can have. */
const responseMax = 258;
/** Longer than any terminal waits. */
const patienceMs = 60_000;
/** Fetches and repetitions of one command. */
const repeatsMax = 5;
const recordsMax = 32;

/** What the terminal says of itself and of the purchase, 12.50 EUR. */
export const terminalObjects: ReadonlyMap<string, string> = new Map([
  ['9F02', '000000001250'],
  ['9F03', '000000000000'],
  ['9F1A', '0276'],
  ['95', '0000008000'],
  ['5F2A', '0978'],
  ['9A', '261122'],
  ['9C', '00'],
  ['9F37', 'A1B2C3D4'],
  ['9F35', '22'],
  ['9F34', '1F0300'],
  ['9F66', '26004000'],
]);

/** A transaction that could not go on. */
class Stopped extends Error {}

/**
 * Runs one transaction with a card as far as it goes, to its first cryptogram, and writes down what is odd.
 *
 * @param asked  first parameter of GENERATE AC: 80 online, 90 and 88 online with a signature of either kind
 */
export function runByHand(card: SimulatedCard, through: 'contact' | 'contactless', asked = '80'): Seen {
  const run = new Run(card);
  card.powerOn(through);
  try {
    run.select(through);
    if (run.objects.has('9F2C')) run.talkInChannel();
    else {
      run.initiate();
      run.readRecords();
      run.finish(asked);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return { findings: run.findings, objects: run.objects };
}

class Run {
  readonly findings: string[] = [];
  readonly objects = new Map<string, string>();
  readonly #card: SimulatedCard;
  /** Values sent for DOLs, in order: what a transaction data hash covers. */
  #sentHex = '';
  #staticHex = '';
  #isQuick = false;

  constructor(card: SimulatedCard) {
    this.#card = card;
  }

  select(through: 'contact' | 'contactless'): void {
    const name = through === 'contact' ? '315041592E5359532E4444463031' : '325041592E5359532E4444463031';
    const directory = this.#transmit('directory', command('00A40400', name, '00'));
    const listing =
      through === 'contact' && directory !== undefined ? this.#transmit('directory record', '00B2010C00') : directory;
    const first = this.#walk('directory', listing ?? '').find(({ tag }) => tag === '4F')?.valueHex;
    if (directory !== undefined && first === undefined) this.findings.push('directory: no application');
    const names = first === undefined ? knownNames : [first];
    for (const aid of names) {
      const answer = this.#transmit(names.length > 1 ? 'quiet' : 'select', command('00A40400', aid, '00'));
      if (answer === undefined) continue;
      this.#keep('select', answer);
      if (this.objects.get('84')?.startsWith(aid) !== true) this.#stop('select: another name');
      return;
    }
    this.#stop('select: nothing selected');
  }

  talkInChannel(): void {
    const need = (where: string, commandHex: string): string => this.#need(where, commandHex);
    const { objects, findings } = runInChannel(this.objects, need);
    for (const [tag, valueHex] of objects) this.objects.set(tag, valueHex);
    this.findings.push(...findings);
  }

  initiate(): void {
    const data = this.#valuesFor(this.objects.get('9F38') ?? '');
    this.#sentHex += data;
    const length = byteText(data.length / 2);
    const answer = this.#need('options', command('80A80000', `83${length}${data}`, '00'));
    if (answer.startsWith('80')) {
      const body = answer.slice(4);
      this.objects.set('82', body.slice(0, 4)).set('94', body.slice(4));
    } else this.#keep('options', answer);
    this.#isQuick = this.objects.has('9F26') || this.objects.has('9F4B');
    if (this.objects.has('9F4B')) this.objects.set('answer', answer);
    if (!this.objects.has('82')) this.#stop('options: no profile');
  }

  readRecords(): void {
    const locator = this.objects.get('94') ?? '';
    if (locator.length % 8 !== 0) this.#stop('locator: wrong length');
    const places = (locator.match(/.{8}/gu) ?? []).flatMap((entry) => this.#placesOf(entry));
    if (new Set(places.map(({ at }) => at)).size !== places.length) this.findings.push('locator: a record twice');
    for (const { at, header, isSigned } of places) {
      const answer = this.#need(`record ${at}`, header);
      if (!answer.startsWith('70')) this.#stop(`record ${at}: no template`);
      this.#keep(`record ${at}`, answer);
      // Of a file beyond the tenth the whole record is signed (Book 3, 10.3).
      const isWhole = Number(at.split('.')[0]) > 10;
      if (isSigned) this.#staticHex += isWhole ? answer : answer.slice(answer.startsWith('7081') ? 6 : 4);
    }
    const missing = ['5A', '5F24', ...(this.#isQuick || this.objects.has('9F65') ? [] : ['8C'])].filter(
      (tag) => !this.objects.has(tag) && !(tag === '5A' && this.objects.has('9F6B')) && locator !== '',
    );
    for (const tag of missing) this.findings.push(`records: no ${tag}`);
    if (missing.includes('8C')) this.#stop('records: no list');
    this.#judgeRecords();
    const [pan, track] = [this.objects.get('5A'), this.objects.get('57')];
    if (pan !== undefined && track !== undefined && !track.startsWith(`${pan.replace(/F$/u, '')}D`)) {
      this.findings.push('records: two account numbers');
    }
  }

  finish(asked: string): void {
    if (this.objects.has('9F65')) {
      this.#keep('check value', this.#need('check value', '802A8E8004A1B2C3D400'));
      return;
    }
    if (!this.#isQuick) this.#generate(asked);
    this.findings.push(
      ...judgeSignatures({
        objects: this.objects,
        staticHex: this.#staticHex + (this.objects.get('82') ?? ''),
        sentHex: this.#sentHex,
        isQuick: this.#isQuick,
      }),
    );
  }

  #judgeRecords(): void {
    const value = (tag: string): string => this.objects.get(tag) ?? '';
    const odd: readonly (readonly [string, boolean])[] = [
      ['no second list', this.objects.has('8C') && !this.objects.has('8D')],
      ['odd static list', value('9F4A') !== '' && value('9F4A') !== '82'],
      ['dynamic list without number', value('9F49') !== '' && !value('9F49').includes('9F37')],
      ['half a verification rule', value('8E').length % 4 !== 0],
      ['objects of the terminal', ['95', '9F02', '9F33', '9F37'].some((tag) => this.objects.has(tag))],
    ];
    this.findings.push(...odd.filter(([, is]) => is).map(([words]) => `records: ${words}`));
  }

  #generate(asked: string): void {
    const relay = (Number.parseInt(this.objects.get('82') ?? '', 16) & 1) === 1;
    if (relay) this.objects.set('relay', this.#need('relay', '80EA0000040102030400').slice(4));
    const data = this.#valuesFor(this.objects.get('8C') ?? '');
    this.#sentHex += data;
    const answer = this.#need('generate', command(`80AE${asked}00`, data, '00'));
    if (answer.startsWith('80')) {
      const body = answer.slice(answer.startsWith('8081') ? 6 : 4);
      this.objects.set('9F27', body.slice(0, 2)).set('9F36', body.slice(2, 6)).set('9F26', body.slice(6, 22));
      this.objects.set('9F10', body.slice(22));
    } else this.#keep('generate', answer);
    this.objects.set('answer', answer);
    const isSigned = this.objects.has('9F4B');
    for (const tag of ['9F27', '9F36', isSigned ? '9F4B' : '9F26']) {
      if (!this.objects.has(tag)) this.findings.push(`generate: no ${tag}`);
    }
    const type = Number.parseInt(this.objects.get('9F27') ?? '', 16) & 0xc0;
    if (type === 0xc0) this.findings.push('generate: undefined type');
    else if (type > (Number.parseInt(asked, 16) & 0xc0) || type === 0x40) this.findings.push('generate: promoted');
  }

  #placesOf(entry: string): readonly { at: string; header: string; isSigned: boolean }[] {
    const [file = 0, first = 0, last = 0, signed = 0] = Buffer.from(entry, 'hex');
    const isFit = file >> 3 > 0 && file >> 3 <= 30 && first > 0 && last >= first && last - first < recordsMax;
    if (!isFit) this.#stop('locator: impossible entry');
    return Array.from({ length: last - first + 1 }, (_, index) => ({
      at: `${file >> 3}.${first + index}`,
      header: `00B2${byteText(first + index)}${byteText(file | 4)}00`,
      isSigned: index < signed,
    }));
  }

  #valuesFor(listHex: string): string {
    let values = '';
    for (let at = 0; at < listHex.length;) {
      const tagLength = (Number.parseInt(listHex.slice(at, at + 2), 16) & 31) === 31 ? 4 : 2;
      const tag = listHex.slice(at, at + tagLength);
      const length = Number.parseInt(listHex.slice(at + tagLength, at + tagLength + 2), 16) * 2;
      values += (terminalObjects.get(tag) ?? '').padEnd(length, '0').slice(0, length);
      at += tagLength + 2;
    }
    return values;
  }

  #keep(where: string, answerHex: string): void {
    const seenHere = new Set<string>();
    for (const { tag, valueHex } of this.#walk(where, answerHex)) {
      if (seenHere.has(tag)) this.findings.push(`${where}: ${tag} twice`);
      seenHere.add(tag);
      if (!this.objects.has(tag)) this.objects.set(tag, valueHex);
    }
  }

  #walk(where: string, answerHex: string): readonly Found[] {
    try {
      return walk(answerHex);
    } catch (error) {
      return this.#stop(`${where}: ${error instanceof Error ? 'malformed' : 'unknown'}`);
    }
  }

  #need(where: string, commandHex: string): string {
    return this.#transmit(where, commandHex) ?? this.#stop(`${where}: refused`);
  }

  /** Data of an answer, fetched and repeated as ISO/IEC 7816-3 has it; undefined when the card refused. */
  #transmit(where: string, commandHex: string): string | undefined {
    let sent = commandHex;
    let data = '';
    for (let count = 0; count < repeatsMax; count += 1) {
      const { response, processingMs } = this.#card.respond(Uint8Array.from(Buffer.from(sent, 'hex')));
      if (processingMs > patienceMs) this.#stop(`${where}: no answer`);
      if (response.length > responseMax) this.#stop(`${where}: too long`);
      const hex = Buffer.from(response).toString('hex').toUpperCase();
      data += hex.slice(0, -4);
      const word = hex.slice(-4);
      if (word.startsWith('61')) sent = `00C00000${word.slice(2)}`;
      else if (word.startsWith('6C')) sent = sent.slice(0, -2) + word.slice(2);
      else return this.#judge(where, word) ? data : undefined;
    }
    return this.#stop(`${where}: endless`);
  }

  #judge(where: string, word: string): boolean {
    if (word !== '9000' && where !== 'quiet') this.findings.push(`${where}: ${word}`);
    return word === '9000' || word.startsWith('62');
  }

  #stop(finding: string): never {
    if (this.findings.at(-1) !== finding) this.findings.push(finding);
    throw new Stopped(finding);
  }
}

/** The list of a terminal that finds no directory. */
const knownNames = ['A0000000041010', 'A000000003', 'A0000000043060', 'A00000002501'];

function command(header: string, data: string, expected: string): string {
  return `${header}${byteText(data.length / 2)}${data}${expected}`;
}

function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0').toUpperCase();
}
