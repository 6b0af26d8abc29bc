import type { Recorded } from './transcript.ts';
import { hexOf, listOf, spanOf } from './tlv.ts';

/** Instructions that carry data of the terminal. */
export const instructions = { options: 0xa8, cryptogram: 0xae, internalAuthenticate: 0x88 } as const;

const headerBytes = 5;
const statusWordBytes = 2;

/** What a terminal has sent in this session, taken apart by the recorded card's lists. */
export interface PlayedSession {
  /** The latest value of each tag that one of the card's lists asked for. */
  readonly values: ReadonlyMap<string, Uint8Array>;
  /** PDOL, CDOL1 and CDOL2 data in the order in which they were sent. */
  readonly dataSent: readonly Uint8Array[];
  /** Data of the last INTERNAL AUTHENTICATE. */
  readonly authenticationData: Uint8Array;
  /** Whether the terminal sent other data than the recorded one in anything that a cryptogram or signature is over. */
  readonly isDiverged: boolean;
  /** A command, with the recorded one that it was taken for. */
  note(command: Uint8Array, recorded: Recorded): void;
}

/** A session that has just begun. */
export function beginSession(exchanges: readonly Recorded[]): PlayedSession {
  const values = new Map<string, Uint8Array>();
  const dataSent: Uint8Array[] = [];
  let authenticationData: Uint8Array = new Uint8Array();
  let isDiverged = false;
  let cryptogramCount = 0;
  const take = (listTag: string, data: Uint8Array): void => {
    dataSent.push(data);
    let at = 0;
    for (const { tagHex, length } of listOf(objectIn(exchanges, listTag) ?? new Uint8Array())) {
      values.set(tagHex, data.slice(at, at + length));
      at += length;
    }
  };
  return {
    values,
    dataSent,
    get authenticationData() {
      return authenticationData;
    },
    get isDiverged() {
      return isDiverged;
    },
    note: (command, recorded) => {
      const data = command.slice(headerBytes, headerBytes + (command[4] ?? 0));
      const isSame = hexOf(command) === hexOf(recorded.command);
      const instruction = command[1];
      if (instruction === instructions.options) take('9F38', optionsData(data));
      else if (instruction === instructions.internalAuthenticate) authenticationData = data;
      else if (instruction === instructions.cryptogram) {
        cryptogramCount += 1;
        take(cryptogramCount === 1 ? '8C' : '8D', data);
      } else return;
      if (!isSame) isDiverged = true;
    },
  };
}

/** The first value of a tag in the recorded answers. */
export function objectIn(exchanges: readonly Recorded[], tagHex: string): Uint8Array | undefined {
  for (const { response } of exchanges) {
    const objects = response.slice(0, -statusWordBytes);
    const span = spanOf(objects, tagHex);
    if (span !== undefined) return objects.slice(span.start, span.end);
  }
  return undefined;
}

/** The file locator (94), which the shorter format of GET PROCESSING OPTIONS has behind the profile. */
export function locatorIn(exchanges: readonly Recorded[]): Uint8Array {
  return format1In(exchanges)?.slice(2) ?? objectIn(exchanges, '94') ?? new Uint8Array();
}

/** The profile (82), which the shorter format of GET PROCESSING OPTIONS has without a tag. */
export function profileIn(exchanges: readonly Recorded[]): Uint8Array | undefined {
  return format1In(exchanges)?.slice(0, 2) ?? objectIn(exchanges, '82');
}

function format1In(exchanges: readonly Recorded[]): Uint8Array | undefined {
  const options = exchanges
    .find(({ command }) => command[1] === instructions.options)
    ?.response.slice(0, -statusWordBytes);
  const format1 = options === undefined ? undefined : spanOf(options, '80');
  return format1 === undefined ? undefined : options?.slice(format1.start, format1.end);
}

function optionsData(data: Uint8Array): Uint8Array {
  const template = spanOf(data, '83');
  return template === undefined ? data : data.slice(template.start, template.end);
}
