import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Radio } from './radio.ts';

/** How the chip answers a command: payload behind the response code, or its error frame. */
export type ChipResponse =
  | { readonly kind: 'response'; readonly payload: readonly number[] }
  | { readonly kind: 'syntax-error' };

/** Status bytes of the chip's manual, chapter 7.1. */
const status = { ok: 0x00, timeout: 0x01, invalidParameter: 0x10, wrongContext: 0x27 } as const;
const moreInformation = 0x40;
/** What fits behind response code and status. */
const blockBytesMax = 262;
/** Longest command that a card takes in pieces. */
const collectedBytesMax = 65_544;
/** Retries for ever. */
const endless = 0xff;
const firmware = [0x32, 0x01, 0x06, 0x07] as const;

type Handler = (parameters: Uint8Array, signal: AbortSignal) => Promise<ChipResponse> | ChipResponse;

/** The commands of the chip, behind its serial interface. */
export class Chip {
  readonly #radio: Radio;
  readonly #clock: Clock;
  readonly #registers = new Map<number, number>();
  #passiveRetries = endless;
  #toCard: number[] = [];
  #fromCard: readonly number[] = [];

  readonly #handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
    [0x00, (parameters, signal) => this.#diagnose(parameters, signal)],
    [0x02, () => answer(firmware)],
    [0x04, () => answer([0, 0, this.#radio.sessionCount, ...this.#targetStates(), 0x80])],
    [0x06, (parameters) => this.#readRegisters(parameters)],
    [0x08, (parameters) => this.#writeRegisters(parameters)],
    [0x12, (parameters) => (parameters.length === 1 ? answer([]) : syntaxError)],
    [0x14, (parameters) => this.#configureSam(parameters)],
    [0x16, (parameters) => (parameters.length > 0 ? answer([status.ok]) : syntaxError)],
    [0x32, (parameters) => this.#configureRadio(parameters)],
    [0x40, (parameters, signal) => this.#exchange(parameters, signal)],
    [0x44, (parameters) => this.#letGo(parameters)],
    [0x4a, (parameters, signal) => this.#listPassiveTargets(parameters, signal)],
    [0x52, (parameters) => this.#letGo(parameters)],
    [0x58, (_, signal) => never(signal)],
  ]);

  constructor(radio: Radio, clock: Clock) {
    this.#radio = radio;
    this.#clock = clock;
  }

  /**
   * Carries a command out.
   *
   * @throws the signal's reason when the host aborts it
   */
  async perform(code: number, parameters: Uint8Array, signal: AbortSignal): Promise<ChipResponse> {
    await this.#clock.sleep(0.5, signal);
    const handler = this.#handlers.get(code);
    return handler === undefined ? syntaxError : handler(parameters, signal);
  }

  async #diagnose(parameters: Uint8Array, signal: AbortSignal): Promise<ChipResponse> {
    const [test] = parameters;
    if (test === undefined) return syntaxError;
    if (test === 0x00) return answer(parameters);
    if (test !== 0x06) return answer([status.ok]);
    if (!this.#radio.knows(1)) return answer([status.wrongContext]);
    return answer([(await this.#radio.isPresent(1, signal)) ? status.ok : status.timeout]);
  }

  #targetStates(): readonly number[] {
    return Array.from({ length: this.#radio.sessionCount }, (_, index) => [index + 1, 0, 0, 0x10]).flat();
  }

  #readRegisters(parameters: Uint8Array): ChipResponse {
    if (parameters.length === 0 || parameters.length % 2 !== 0) return syntaxError;
    const addresses = Array.from({ length: parameters.length / 2 }, (_, index) => wordAt(parameters, index * 2));
    return answer(addresses.map((address) => this.#registers.get(address) ?? 0));
  }

  #writeRegisters(parameters: Uint8Array): ChipResponse {
    if (parameters.length === 0 || parameters.length % 3 !== 0) return syntaxError;
    for (let index = 0; index < parameters.length; index += 3) {
      this.#registers.set(wordAt(parameters, index), parameters[index + 2] ?? 0);
    }
    return answer([]);
  }

  #configureSam(parameters: Uint8Array): ChipResponse {
    const [mode = 0] = parameters;
    return mode >= 1 && mode <= 4 && parameters.length <= 3 ? answer([]) : syntaxError;
  }

  #configureRadio(parameters: Uint8Array): ChipResponse {
    const [item, first = 0, , third = 0] = parameters;
    const lengths = new Map([
      [0x01, 2],
      [0x02, 4],
      [0x04, 2],
      [0x05, 4],
      [0x0a, 12],
      [0x0b, 9],
      [0x0c, 4],
      [0x0d, 10],
    ]);
    if (item === undefined || lengths.get(item) !== parameters.length) return syntaxError;
    if (item === 0x01) this.#radio.setCarrier((first & 0x01) !== 0);
    if (item === 0x05) this.#passiveRetries = third;
    return answer([]);
  }

  async #listPassiveTargets(parameters: Uint8Array, signal: AbortSignal): Promise<ChipResponse> {
    const [countMax = 0, type] = parameters;
    if (type === undefined || countMax < 1 || countMax > 2 || type > 4) return syntaxError;
    this.#startSession();
    for (let attempt = 0; this.#passiveRetries === endless || attempt <= this.#passiveRetries; attempt += 1) {
      const cards = await this.#radio.find(countMax, signal);
      // Only type A cards live in this field.
      const listed = type === 0x00 ? cards : [];
      if (listed.length > 0) {
        return answer([listed.length, ...listed.flatMap((card, index) => targetRecord(card, index + 1))]);
      }
    }
    return answer([0]);
  }

  async #exchange(parameters: Uint8Array, signal: AbortSignal): Promise<ChipResponse> {
    const [number, ...data] = parameters;
    if (number === undefined) return syntaxError;
    const target = number & 0x0f;
    if (!this.#radio.knows(target)) return answer([status.wrongContext]);
    if (data.length === 0 && this.#fromCard.length > 0) return this.#nextBlock();
    this.#toCard.push(...data);
    if (this.#toCard.length > collectedBytesMax) return answer([status.invalidParameter]);
    if ((number & moreInformation) !== 0) return answer([status.ok]);
    const command = Uint8Array.from(this.#toCard);
    this.#toCard = [];
    const airing = await this.#radio.exchange(target, command, signal);
    if (airing.kind === 'silence') return answer([status.timeout]);
    this.#fromCard = Array.from(airing.response);
    return this.#nextBlock();
  }

  #nextBlock(): ChipResponse {
    const block = this.#fromCard.slice(0, blockBytesMax);
    this.#fromCard = this.#fromCard.slice(blockBytesMax);
    return answer([this.#fromCard.length > 0 ? moreInformation : status.ok, ...block]);
  }

  #letGo(parameters: Uint8Array): ChipResponse {
    const [number] = parameters;
    if (number === undefined) return syntaxError;
    if (number !== 0 && !this.#radio.knows(number)) return answer([status.wrongContext]);
    this.#startSession();
    return answer([status.ok]);
  }

  #startSession(): void {
    this.#radio.forget();
    this.#toCard = [];
    this.#fromCard = [];
  }
}

const syntaxError: ChipResponse = { kind: 'syntax-error' };

function answer(payload: Iterable<number>): ChipResponse {
  return { kind: 'response', payload: Array.from(payload) };
}

function wordAt(bytes: Uint8Array, index: number): number {
  return (bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0);
}

/** Number, SENS_RES high byte first, SEL_RES, UID, and the answer to select with its length, as the chip lists them. */
function targetRecord(card: ContactlessCard, number: number): readonly number[] {
  const base = [number, card.sensRes >> 8, card.sensRes & 0xff, card.selRes, card.uid.length, ...card.uid];
  return (card.selRes & 0x20) === 0 ? base : [...base, card.answerToSelect.length + 1, ...card.answerToSelect];
}

/** RFRegulationTest transmits until the host stops it. */
function never(signal: AbortSignal): Promise<ChipResponse> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('the host stopped the test', 'AbortError')), {
      once: true,
    });
  });
}
