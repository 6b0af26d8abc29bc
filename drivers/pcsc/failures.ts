import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';

/** Error codes of PC/SC that say something about the card, not about the reader. */
export const cardCodes: ReadonlySet<number> = new Set([
  0x8010_000c, // SCARD_E_NO_SMARTCARD
  0x8010_0016, // SCARD_E_NOT_TRANSACTED: what a card pulled in mid-command looks like
  0x8010_0066, // SCARD_W_UNRESPONSIVE_CARD
  0x8010_0067, // SCARD_W_UNPOWERED_CARD
  0x8010_0068, // SCARD_W_RESET_CARD
  0x8010_0069, // SCARD_W_REMOVED_CARD
  0x8010_002f, // SCARD_E_COMM_DATA_LOST
]);

/** No change within the time: nothing went wrong. */
export const timedOutCode = 0x8010_000a;

const words: Readonly<Record<number, readonly [code: string, what: string]>> = {
  [0x8010_001d]: [
    'PCSC_NO_DAEMON',
    'the PC/SC daemon does not answer; start it (on Debian: pcscd, or systemctl start pcscd)',
  ],
  [0x8010_001e]: ['PCSC_NO_DAEMON', 'the PC/SC daemon has stopped; start it again'],
  [0x8010_002e]: ['READER_MISSING', 'the PC/SC daemon knows no reader; plug one in'],
  [0x8010_0009]: ['READER_MISSING', 'the PC/SC daemon does not know this reader any more; plug it in again'],
  [0x8010_0017]: ['READER_MISSING', 'the reader is not available any more; plug it in again'],
  [0x8010_000b]: ['READER_IN_USE', 'another program holds the card exclusively; end it'],
  [0x8010_000f]: ['CARD_PROTOCOL', 'the card speaks neither T=0 nor T=1'],
  [0x8010_006a]: ['PCSC_FORBIDDEN', 'this user may not use the PC/SC daemon; see its polkit rules'],
};

/**
 * What a code of PC/SC means for the bench. A reader or a daemon that went away is a lost link.
 *
 * @param doing  what was tried, such as 'connect to the card'
 */
export function pcscFailure(code: number, doing: string): RigFailure {
  const hex = code.toString(16).toUpperCase().padStart(8, '0');
  const [name, what] = words[code] ?? ['PCSC_FAILED', 'the PC/SC library refused; look its code up'];
  const details = {
    code: name,
    blame: 'bench',
    message: `could not ${doing}: ${what} (${hex})`,
    facts: { pcscCode: hex },
  } as const;
  const isLost = name === 'PCSC_NO_DAEMON' || name === 'READER_MISSING';
  return isLost ? new LinkLost(details) : new RigFailure(details);
}
