/** Data of a response and its status word. */
export interface Answer {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

/** Status words that this card uses. ISO/IEC 7816-4, table 5. */
export const statusWords = {
  done: 0x9000,
  wrongLength: 0x6700,
  conditionsNotSatisfied: 0x6985,
  incorrectData: 0x6a80,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  incorrectParameters: 0x6a86,
  dataNotFound: 0x6a88,
  instructionUnknown: 0x6d00,
  classUnknown: 0x6e00,
} as const;

/** A command that was carried out. */
export function done(data: Uint8Array): Answer {
  return { data, statusWord: statusWords.done };
}

/** A command that was not carried out. */
export function refuse(why: Exclude<keyof typeof statusWords, 'done'>): Answer {
  return { data: new Uint8Array(), statusWord: statusWords[why] };
}
