/** Where the books say what a command is for and when it is sent, by class and instruction. */
const commandClauses: Readonly<Record<string, string>> = {
  '00A4': 'EMV 4.4 Book 1, 12.3 and 12.4: which applications are tried, and in which order',
  '80A8': 'EMV 4.4 Book 3, 10.1: initiate application processing',
  '00B2': 'EMV 4.4 Book 3, 10.2: the records that the AFL names; of the directory Book 1, 12.3.2',
  '0088': 'EMV 4.4 Book 2, 6.5: dynamic data authentication; the method is chosen by Book 3, 10.3',
  '80CA': 'EMV 4.4 Book 3, 10.5 (PIN try counter: should be asked for, Book 4, 6.3.4.1) and 10.6.3 (velocity)',
  '0084': 'EMV 4.4 Book 2, 7.2: an enciphered PIN needs the challenge',
  '0020': 'EMV 4.4 Book 3, 10.5: which method the list leads to; Book 4, 6.3.4',
  '80AE': 'EMV 4.4 Book 3, 10.7: terminal action analysis; the signature bits Book 4, 6.3.2',
  '0082': 'EMV 4.4 Book 3, 10.9: online processing',
};

/** Where the books say how a terminal comes to an object that a card's list asks for. */
const objectClauses: Readonly<Record<string, string>> = {
  '8A': 'EMV 4.4 Book 4, 6.3.6 and A6',
  '9B': 'EMV 4.4 Book 3, C6',
  '9C': 'EMV 4.4 Book 3, A1: from the processing code',
  '9F02': 'EMV 4.4 Book 3, A1',
  '9F03': 'EMV 4.4 Book 3, A1',
  '9F1A': 'EMV 4.4 Book 3, A1: the terminal is set up otherwise',
  '9F33': 'EMV 4.4 Book 4, A2: the terminal is set up otherwise',
  '9F34': 'EMV 4.4 Book 4, 6.3.4.5 and table 2',
  '9F35': 'EMV 4.4 Book 4, A1: the terminal is set up otherwise',
  '9F37': 'EMV 4.4 Book 4, 6.5.6',
  '9F40': 'EMV 4.4 Book 4, A3: the terminal is set up otherwise',
};

/** Who sets the bits of tag 95, by its byte. */
const resultsClauses = [
  'EMV 4.4 Book 3, 10.3: offline data authentication; 7.5 for missing data',
  'EMV 4.4 Book 3, 10.4: processing restrictions; new card 10.6.3',
  'EMV 4.4 Book 3, 10.5; Book 4, 6.3.4 and table 2: cardholder verification',
  'EMV 4.4 Book 3, 10.6: terminal risk management',
  'EMV 4.4 Book 3, 10.9 and 10.10; Book 4, 6.3.2.2 for keys of elliptic curves',
] as const;

/** The clause that says when a command is sent. */
export function clauseOfCommand(commandHex: string): string {
  return commandClauses[commandHex.slice(0, 4)] ?? 'EMV 4.4 Book 3, 6.5';
}

/** The clause that says what a terminal puts into an object that a list asks for. */
export function clauseOfObject(tagHex: string): string {
  return objectClauses[tagHex] ?? 'EMV 4.4 Book 3, 5.4: how a list is filled';
}

/** The clauses of those bytes of the terminal's verification results in which two values differ. */
export function clauseOfBits(leftHex: string, rightHex: string): string {
  return resultsClauses
    .filter((_clause, index) => leftHex.slice(index * 2, index * 2 + 2) !== rightHex.slice(index * 2, index * 2 + 2))
    .join('; ');
}
