/** Data of a response and its status word. */
export interface Answer {
  readonly data: Uint8Array;
  readonly statusWord: number;
  /** Why it was refused, for the bench alone: a card never says that much. */
  readonly why?: string;
}

/** Status words that this card uses. ISO/IEC 7816-4, table 5. */
export const statusWords = {
  done: 0x9000,
  selectedFileInvalidated: 0x6283,
  authenticationFailed: 0x6300,
  noPreciseDiagnosis: 0x6f00,
  wrongLength: 0x6700,
  secureMessagingMissing: 0x6882,
  securityStatusNotSatisfied: 0x6982,
  methodBlocked: 0x6983,
  referenceDataInvalidated: 0x6984,
  conditionsNotSatisfied: 0x6985,
  macIncorrect: 0x6988,
  incorrectData: 0x6a80,
  functionNotSupported: 0x6a81,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  incorrectParameters: 0x6a86,
  dataNotFound: 0x6a88,
  instructionUnknown: 0x6d00,
  classUnknown: 0x6e00,
} as const;

/** A command that was carried out. */
export function done(data: Uint8Array = new Uint8Array()): Answer {
  return { data, statusWord: statusWords.done };
}

/** A command that was carried out with something to say. */
export function warned(data: Uint8Array, why: 'selectedFileInvalidated'): Answer {
  return { data, statusWord: statusWords[why] };
}

/** A PIN that was wrong: 63Cx, with the tries that are left. */
export function triesLeft(count: number): Answer {
  return { data: new Uint8Array(), statusWord: 0x63c0 | (count & 0x0f) };
}

/** A command that was not carried out. */
export function refuse(word: Exclude<keyof typeof statusWords, 'done'>, why?: string): Answer {
  return { data: new Uint8Array(), statusWord: statusWords[word], ...(why === undefined ? {} : { why }) };
}
