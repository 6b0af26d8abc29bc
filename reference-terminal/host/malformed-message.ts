/** Bytes that are no message of the dialect, or values that the dialect can't carry. Names the place, never the value. */
export class MalformedMessage extends Error {
  readonly code = 'MALFORMED_MESSAGE';
  /** The data element; 0 for the message type, the bitmap and what follows the last element. */
  readonly element: number;

  constructor(element: number, found: string) {
    super(`data element ${element}: ${found}`);
    this.name = 'MalformedMessage';
    this.element = element;
  }
}
