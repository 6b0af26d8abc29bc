import { readRequest1993, typeIn1987, writeAnswer1993 } from './edition-1993.ts';
import type { Fields, Message } from './message-codec.ts';
import type { WireFormat } from './wire-format.ts';

/** What a request on the wire means in words of 1987, which the host thinks in; or why it means nothing. */
export type ReadRequest =
  | ({ readonly kind: 'read' } & Message)
  | { readonly kind: 'unfit'; readonly mti: string; readonly fields: Fields; readonly reason: string };

/** An edition of the standard between the wire and the host. */
export interface HostEdition {
  read(request: Message): ReadRequest;
  /** The type of a message of which perhaps not all could be read; undefined for one that this edition lacks. */
  typeOf(message: { readonly mti: string | undefined; readonly fields: Fields }): string | undefined;
  /** An answer as it goes onto the wire. */
  write(answer: Message, request: Fields): Message;
}

const edition1987: HostEdition = {
  read: (request) => ({ kind: 'read', ...request }),
  typeOf: ({ mti }) => mti,
  write: (answer) => answer,
};

const edition1993: HostEdition = { read: readRequest1993, typeOf: typeIn1987, write: writeAnswer1993 };

/** The edition that was agreed on. */
export function editionOf({ edition = '1987' }: Pick<WireFormat, 'edition'>): HostEdition {
  return edition === '1993' ? edition1993 : edition1987;
}
