import type { Recorded } from '#drivers/ports/evidence.ts';

/** Who had the ball: every instant of a sale belongs to exactly one of them. */
export type Share = 'arm' | 'reader' | 'card' | 'kernel' | 'host';

/** Milliseconds of one sale, on the bench's clock. */
export type SaleSplit = Readonly<Record<Share, number>>;

/** A byte on the reader's line at 115200 baud, with start and stop bit. */
const byteMs = 10_000 / 115_200;
/** ACK frame of the chip; and InDataExchange, the command that waits for the card, as frame identifier and code. */
const acknowledgeHex = '0000FF00FF00';
const exchangeHex = 'D440';
/** Preamble, start code, length and its checksum, in hexadecimal digits; the long layout has three bytes more. */
const headerDigits = 10;
const longHeaderDigits = 16;

/**
 * Splits the sale that a journal records, from the request until the card is parked again.
 *
 * `arm` brings and withdraws the card; `reader` finds it, has the serial line (with the twin's pacing) and resets the
 * field at the end; `card` computes and is on the air; `kernel` is the terminal's own computing; `host` is
 * everything from the decision to go online to the host's answer. Where the journal has no frames, as on the simulated
 * bench, reader and card can't be told apart within a command: all of it is the card's.
 *
 * @param events  of one case with one sale
 * @returns milliseconds; they add up to the time between the first and the last event that count
 */
export function splitSale(events: readonly Recorded[]): SaleSplit {
  const hasFrames = events.some((event) => event.kind === 'frame' && event.wire === 'pn532');
  const spent = { arm: 0, reader: 0, card: 0, kernel: 0, host: 0 };
  let owner: Share | 'nobody' = 'nobody';
  let sinceMs = 0;
  let asksCard = false;
  for (const event of events) {
    if (event.kind === 'frame' && event.wire === 'pn532' && event.direction === 'sent')
      asksCard = isExchange(event.hex);
    const next = nextOwner(event, { owner, hasFrames, asksCard });
    if (next === undefined) continue;
    if (owner !== 'nobody') spent[owner] += event.atMs - sinceMs;
    if (owner === 'card' && event.kind === 'frame') moveLineTime(spent, event.hex);
    owner = next;
    sinceMs = event.atMs;
  }
  return spent;
}

interface Moment {
  readonly owner: Share | 'nobody';
  readonly hasFrames: boolean;
  readonly asksCard: boolean;
}

/** Who has the ball from this event on; undefined when the event changes nothing. */
function nextOwner(event: Recorded, moment: Moment): Share | 'nobody' | undefined {
  const { owner, hasFrames } = moment;
  if (event.kind === 'requested') return 'kernel';
  if (event.kind === 'reported') return 'arm';
  if (event.kind === 'expectation') return 'nobody';
  if (event.kind === 'display') return ownerAtDisplay(event.text, owner);
  if (event.kind === 'field') return owner === 'arm' && event.isPowered ? 'reader' : undefined;
  if (event.kind === 'polled') return owner === 'reader' && event.found === 'card' ? 'kernel' : undefined;
  if (event.kind === 'kernel') return ownerAtStep(event.step, hasFrames);
  if (event.kind === 'apdu' && event.direction === 'response') return 'kernel';
  if (event.kind === 'apdu') return hasFrames ? 'reader' : 'card';
  if (event.kind === 'frame' && event.wire === 'pn532') return ownerAtFrame(event.hex, moment);
  return undefined;
}

function ownerAtDisplay(text: string, owner: Moment['owner']): Share | undefined {
  if (text === 'PRESENT CARD') return 'arm';
  // CARD READ OK: the reader has let go of the card.
  return owner === 'reader' ? 'kernel' : undefined;
}

function ownerAtStep(step: string, hasFrames: boolean): Share | undefined {
  // What follows is the release of the card; where there are frames, they say so themselves.
  if (step === 'cryptogram') return hasFrames ? undefined : 'reader';
  if (step === 'outcome') return 'host';
  return step === 'host-answer' ? 'kernel' : undefined;
}

function ownerAtFrame(hex: string, { owner, asksCard }: Moment): Share | undefined {
  // While the card is on its way the reader polls in vain.
  if (owner === 'arm' || owner === 'nobody') return undefined;
  return asksCard && hex === acknowledgeHex ? 'card' : 'reader';
}

function isExchange(hex: string): boolean {
  const start = hex.startsWith('0000FFFFFF') ? longHeaderDigits : headerDigits;
  return hex.startsWith(exchangeHex, start);
}

/** The card was ready before its answer's bytes had passed the line. */
function moveLineTime(spent: Record<Share, number>, frameHex: string): void {
  const lineMs = (frameHex.length / 2) * byteMs;
  spent.card -= lineMs;
  spent.reader += lineMs;
}
