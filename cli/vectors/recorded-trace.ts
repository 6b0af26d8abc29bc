import { createHash } from 'node:crypto';
import { lenientTlvRules, parseDol, parseFileLocator, parsePrimitives, parseTlv, toHex } from '#terminal/vectors.ts';
import { bytesOf } from './vector-input.ts';

/** One command and its answer, as they were recorded. */
export interface RecordedExchange {
  readonly command: Uint8Array;
  readonly response: Uint8Array;
}

/** What a recording holds, taken apart. */
export interface RecordedTrace {
  /** Card objects by tag, hexadecimal text. */
  readonly cardObjects: Readonly<Record<string, string>>;
  /** Signed records and, where the card asks for it, the interchange profile. */
  readonly staticDataHex: string;
  /** Data of INTERNAL AUTHENTICATE, else the unpredictable number of the first GENERATE AC. */
  readonly dynamicInputHex: string | undefined;
  /** SHA-1 over what a combined signature covers, when the answer has one. */
  readonly transactionHashHex: string | undefined;
}

/** Takes a recording apart. */
export function recordedTrace(exchanges: readonly RecordedExchange[]): RecordedTrace {
  const cardObjects = objectsOf(exchanges);
  const options = exchanges.findLast((exchange) => headOf(exchange) === '80A8');
  const generate = exchanges.find((exchange) => headOf(exchange) === '80AE');
  const authenticate = exchanges.find((exchange) => headOf(exchange) === '0088');
  const optionsData = options === undefined ? '' : toHex(dataOf(options.command)).slice(4);
  const riskData = generate === undefined ? '' : toHex(dataOf(generate.command));
  const terminalObjects = {
    ...listed(cardObjects['9F38'], optionsData),
    ...listed(cardObjects['9F49'] ?? '9F3704', authenticate === undefined ? '' : toHex(dataOf(authenticate.command))),
    ...listed(cardObjects['8C'], riskData),
  };
  return {
    cardObjects,
    staticDataHex: staticDataOf(exchanges, cardObjects),
    dynamicInputHex: authenticate === undefined ? terminalObjects['9F37'] : toHex(dataOf(authenticate.command)),
    transactionHashHex: generate === undefined ? undefined : transactionHash(optionsData + riskData, generate),
  };
}

const headOf = ({ command }: RecordedExchange): string => toHex(command.subarray(0, 2));
const dataOf = (command: Uint8Array): Uint8Array => command.subarray(5, 5 + (command[4] ?? 0));
const bodyOf = ({ response }: RecordedExchange): Uint8Array => response.subarray(0, -2);

/** The first value of a tag stays, but what GET PROCESSING OPTIONS and GENERATE AC answer counts as well in format 1. */
function objectsOf(exchanges: readonly RecordedExchange[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const exchange of exchanges) {
    const parsed = parsePrimitives(bodyOf(exchange), lenientTlvRules);
    for (const { tag, value } of parsed.kind === 'parsed' ? parsed.objects : []) {
      if (tag !== '80') found[tag] ??= toHex(value);
      else if (headOf(exchange) === '80A8') {
        found['82'] ??= toHex(value.subarray(0, 2));
        found['94'] ??= toHex(value.subarray(2));
      }
    }
  }
  return found;
}

/** The values that a command carries, by the list that asked for them; none when they do not fit. */
function listed(listHex: string | undefined, dataHex: string): Readonly<Record<string, string>> {
  const list = listHex === undefined ? undefined : parseDol(bytesOf(listHex, 'a list of the card'));
  if (list?.kind !== 'parsed') return {};
  const total = list.entries.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  if (total * 2 !== dataHex.length) return {};
  const values: Record<string, string> = {};
  let offset = 0;
  for (const { tag, lengthBytes } of list.entries) {
    values[tag] = dataHex.slice(offset * 2, (offset + lengthBytes) * 2);
    offset += lengthBytes;
  }
  return values;
}

/** @clause EMV 4.4 Book 3, 10.3: of files 1 to 10 the content of the template, of others the template whole */
function staticDataOf(exchanges: readonly RecordedExchange[], cardObjects: Readonly<Record<string, string>>): string {
  const records = new Map(
    exchanges
      .filter((exchange) => headOf(exchange) === '00B2' && exchange.response.length > 4)
      .map((exchange) => [toHex(exchange.command.subarray(2, 4)), bodyOf(exchange)]),
  );
  const parts: string[] = [];
  for (const file of parseFileLocator(bytesOf(cardObjects['94'] ?? '', 'file locator')) ?? []) {
    for (let signed = 0; signed < file.signedCount; signed += 1) {
      const place = Uint8Array.of(file.firstRecord + signed, (file.shortFileIdentifier << 3) | 4);
      const record = records.get(toHex(place));
      const parsed = record === undefined ? undefined : parseTlv(record);
      const template = parsed?.kind === 'parsed' ? parsed.objects[0] : undefined;
      if (template !== undefined) parts.push(toHex(file.shortFileIdentifier <= 10 ? template.value : template.encoded));
    }
  }
  const further = cardObjects['9F4A'] === '82' ? (cardObjects['82'] ?? '') : '';
  return parts.join('') + further;
}

function transactionHash(terminalDataHex: string, generate: RecordedExchange): string | undefined {
  const outer = parseTlv(bodyOf(generate));
  const template = outer.kind === 'parsed' ? outer.objects[0] : undefined;
  const inner = template?.tag === '77' ? parseTlv(template.value) : undefined;
  if (inner?.kind !== 'parsed' || !inner.objects.some(({ tag }) => tag === '9F4B')) return undefined;
  const answered = inner.objects.filter(({ tag }) => tag !== '9F4B').map(({ encoded }) => encoded);
  const covered = Buffer.concat([bytesOf(terminalDataHex, 'terminal data'), ...answered]);
  return createHash('sha1').update(covered).digest('hex').toUpperCase();
}
