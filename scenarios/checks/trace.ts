import type { CardInterface } from '#drivers/ports/contactless-field.ts';
import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import { withoutProcedures } from './procedures.ts';

/** One command to the card and what came back, in hexadecimal text with hidden nibbles as `*`. */
export interface ApduPair {
  readonly commandHex: string;
  /** Undefined when the card or the reader was gone. */
  readonly responseHex: string | undefined;
  readonly eventIndex: number;
  /** Through which reader. */
  readonly by: CardInterface;
}

/**
 * All APDUs of a case in order, command by command. A command that nothing followed, because the power or the record
 * ended there, counts as unanswered; what T=0 takes apart is one command.
 */
export function apduPairs(events: readonly Recorded[]): readonly ApduPair[] {
  const pairs: ApduPair[] = [];
  let open: Omit<ApduPair, 'responseHex'> | undefined;
  const close = (responseHex: string | undefined): void => {
    if (open !== undefined) pairs.push({ ...open, responseHex });
    open = undefined;
  };
  for (const event of events) {
    if (event.kind === 'apdu-lost') close(undefined);
    if (event.kind !== 'apdu') continue;
    close(event.direction === 'response' ? event.hex : undefined);
    if (event.direction === 'command') {
      open = { commandHex: event.hex, eventIndex: event.index, by: event.interface ?? 'contactless' };
    }
  }
  close(undefined);
  return withoutProcedures(pairs);
}

/** Messages that left for the host, in order, whether or not they arrived. */
export function messagesToHost(events: readonly Recorded[]): readonly (HostMessage & Recorded)[] {
  return events.filter(
    (event): event is HostMessage & Recorded => event.kind === 'host-message' && event.direction === 'to-host',
  );
}

/** Messages that reached the terminal, in order. */
export function messagesFromHost(events: readonly Recorded[]): readonly (HostMessage & Recorded)[] {
  return events.filter(
    (event): event is HostMessage & Recorded =>
      event.kind === 'host-message' && event.direction === 'from-host' && event.isDelivered,
  );
}

/** Sets of records between activations of a card: each begins with its first command. */
export function sessions(events: readonly Recorded[]): readonly (readonly ApduPair[])[] {
  const found: ApduPair[][] = [];
  let lastPolled = -1;
  let current: ApduPair[] | undefined;
  for (const pair of apduPairs(events)) {
    const polled = events.findLast((event) => event.index < pair.eventIndex && isActivation(event));
    const polledIndex = polled?.index ?? -1;
    if (current === undefined || polledIndex !== lastPolled) {
      current = [];
      found.push(current);
      lastPolled = polledIndex;
    }
    current.push(pair);
  }
  return found;
}

/** A card that begins to talk afresh: found in the field, or powered in the chip slot. */
function isActivation(event: Recorded): boolean {
  return (event.kind === 'polled' || event.kind === 'slot') && event.found === 'card';
}

/** Sessions with cards in the chip slot. */
export function contactSessions(events: readonly Recorded[]): readonly (readonly ApduPair[])[] {
  return sessions(events).filter(([first]) => first?.by === 'contact');
}

/** A data object of a masked trace. */
export interface TracedObject {
  readonly tag: string;
  readonly valueHex: string;
}

/**
 * All primitive data objects of masked BER-TLV text, templates opened.
 *
 * @returns undefined when the text is not a whole number of definite-length objects
 * @clause EMV 4.4 Book 3, Annex B1: bytes of zero between objects mean nothing
 */
export function tracedObjects(hex: string): readonly TracedObject[] | undefined {
  const objects: TracedObject[] = [];
  let rest = hex;
  while (rest.length > 0) {
    if (rest.startsWith('00')) {
      rest = rest.slice(2);
      continue;
    }
    const object = firstObject(rest);
    if (object === undefined) return undefined;
    const inner = isTemplate(object.tag) ? tracedObjects(object.valueHex) : undefined;
    if (isTemplate(object.tag) && inner === undefined) return undefined;
    objects.push(...(inner ?? [object]));
    rest = rest.slice(object.length);
  }
  return objects;
}

/**
 * Objects of the outermost level, templates closed.
 *
 * @returns undefined when the text is not a whole number of objects
 */
export function closedObjects(hex: string): readonly TracedObject[] | undefined {
  const objects: TracedObject[] = [];
  for (let rest = hex; rest.length > 0;) {
    const object = firstObject(rest);
    if (object === undefined) return undefined;
    objects.push(object);
    rest = rest.slice(object.length);
  }
  return objects;
}

/** What the mask hid, on either side, may be anything: a row of digits in a cryptogram can look like an account number. */
export function isAlike(left: string, right: string): boolean {
  const isSame = (nibble: string, index: number): boolean =>
    nibble === '*' || right.charAt(index) === '*' || nibble === right.charAt(index);
  return left.length === right.length && left.split('').every(isSame);
}

function isTemplate(tag: string): boolean {
  return (Number.parseInt(tag.slice(0, 2), 16) & 0x20) !== 0;
}

/** The object at the start of the text; `length` counts characters of the whole object. */
function firstObject(hex: string): (TracedObject & { readonly length: number }) | undefined {
  const tag = tagAt(hex);
  if (tag === undefined) return undefined;
  const lengthField = /^(?:82[0-9A-F]{4}|81[0-9A-F]{2}|[0-7][0-9A-F])/u.exec(hex.slice(tag.length))?.[0];
  if (lengthField === undefined) return undefined;
  const digits = lengthField.length === 2 ? lengthField : lengthField.slice(2);
  const start = tag.length + lengthField.length;
  const length = start + Number.parseInt(digits, 16) * 2;
  return length > hex.length ? undefined : { tag, valueHex: hex.slice(start, length), length };
}

/** Tags of one to three bytes. */
function tagAt(hex: string): string | undefined {
  const first = Number.parseInt(hex.slice(0, 2), 16);
  if (Number.isNaN(first)) return undefined;
  if ((first & 0x1f) !== 0x1f) return hex.slice(0, 2);
  const second = Number.parseInt(hex.slice(2, 4), 16);
  if (Number.isNaN(second)) return undefined;
  return (second & 0x80) === 0 ? hex.slice(0, 4) : hex.slice(0, 6);
}

/**
 * Entries of a data object list: tag and length in bytes.
 *
 * @returns undefined when the list breaks off, or when the mask hid a part of it
 */
export function listEntries(dolHex: string): readonly { readonly tag: string; readonly length: number }[] | undefined {
  const entries: { readonly tag: string; readonly length: number }[] = [];
  let rest = dolHex;
  while (rest.length > 0) {
    const tag = tagAt(rest);
    const lengthHex = rest.slice(tag?.length, (tag?.length ?? 0) + 2);
    if (tag === undefined || !/^[0-9A-F]{2}$/u.test(lengthHex)) return undefined;
    entries.push({ tag, length: Number.parseInt(lengthHex, 16) });
    rest = rest.slice(tag.length + 2);
  }
  return entries;
}

/** The bits of a value of so many bytes; undefined when it has another length or the mask hid a part of it. */
export function bitsOf(hex: string | undefined, lengthBytes: number): bigint | undefined {
  return hex?.length === lengthBytes * 2 && /^[0-9A-F]+$/u.test(hex) ? BigInt(`0x${hex}`) : undefined;
}

/**
 * Whether a request is about a transaction of kernel 8, which says so in the results (tag 95 byte 5 b8). Behind the contacts that
 * bit has another meaning, and other contactless kernels never set it.
 *
 * @clause C-8 A.1.131
 */
export function isOfKernel8(entryMode: string, resultsHex: string): boolean {
  return entryMode.startsWith('07') && ((bitsOf(resultsHex, 5) ?? 0n) & 0x80n) !== 0n;
}

/** Every primitive object that the card sent in one session, first come first kept. */
export function cardObjects(session: readonly ApduPair[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { tag, valueHex } of session.flatMap(answerObjects)) {
    if (!found.has(tag)) found.set(tag, valueHex);
  }
  return found;
}

/** @clause EMV 4.4 Book 3, 6.5.8.4: format 80 of the processing options is the profile, two bytes, and the locator. */
function answerObjects({ commandHex, responseHex }: ApduPair): readonly TracedObject[] {
  if (responseHex?.endsWith('9000') !== true) return [];
  const objects = tracedObjects(responseHex.slice(0, -4)) ?? [];
  const [only] = objects;
  if (only?.tag !== '80' || !commandHex.startsWith('80A8')) return objects;
  return [
    { tag: '82', valueHex: only.valueHex.slice(0, 4) },
    { tag: '94', valueHex: only.valueHex.slice(4) },
  ];
}

/**
 * What the terminal sent the card in a GENERATE AC of a session, by tag, as the card's list has it: CDOL1 for the first,
 * CDOL2 for the second.
 */
export function generateAcData(
  session: readonly ApduPair[],
  which: 'first' | 'second' = 'first',
): { readonly pair: ApduPair; readonly values: ReadonlyMap<string, string> } | undefined {
  const pair = generateCommands(session)[which === 'first' ? 0 : 1];
  const list = cardObjects(session).get(which === 'first' ? '8C' : '8D');
  const entries = list === undefined ? undefined : listEntries(list);
  if (pair === undefined || entries === undefined) return undefined;
  return { pair, values: valuesByList(pair.commandHex.slice(10), entries) };
}

/** The GENERATE AC commands of a session, in order. */
export function generateCommands(session: readonly ApduPair[]): readonly ApduPair[] {
  return session.filter(({ commandHex }) => commandHex.startsWith('80AE'));
}

/** Takes bytes apart as a data object list has them. */
export function valuesByList(
  dataHex: string,
  entries: readonly { readonly tag: string; readonly length: number }[],
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let rest = dataHex;
  for (const { tag, length } of entries) {
    values.set(tag, rest.slice(0, length * 2));
    rest = rest.slice(length * 2);
  }
  return values;
}

/** What the terminal sent with each GET PROCESSING OPTIONS, by tag, as the PDOL of the application selected last has it. */
export function processingOptionsData(
  session: readonly ApduPair[],
): readonly { readonly pair: ApduPair; readonly values: ReadonlyMap<string, string> }[] {
  return session.flatMap((pair, place) => {
    if (!pair.commandHex.startsWith('80A8')) return [];
    const selection = session.slice(0, place).findLast(({ commandHex }) => commandHex.startsWith('00A4'));
    const list = selection === undefined ? undefined : cardObjects([selection]).get('9F38');
    const entries = list === undefined ? undefined : listEntries(list);
    if (entries === undefined) return [];
    const template = pair.commandHex.slice(10);
    const data = template.slice(template.startsWith('8381') ? 6 : 4);
    return [{ pair, values: valuesByList(data, entries) }];
  });
}
