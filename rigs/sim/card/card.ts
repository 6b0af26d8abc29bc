import assert from 'node:assert/strict';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { concat, fromHex } from './bytes.ts';
import { refuse, statusWords } from './commands/answer.ts';
import type { Answer } from './commands/answer.ts';
import { parseCommand } from './commands/command.ts';
import type { Command } from './commands/command.ts';
import { instructionFor } from './instructions.ts';
import type { Instruction } from './instructions.ts';
import { moreDataWord, tellLies, wrongLengthWord } from './lies.ts';
import { copyOfKept, freshMemory, personalisedMemory } from './memory.ts';
import type { CardInside, KeptByCard, Remembered } from './memory.ts';
import type { CardImage } from './personalisation/card-image.ts';

/**
 * FSCI 8 (frames up to 256 bytes), 106 kbit/s only, FWI 7, CID supported.
 *
 * @clause ISO/IEC 14443-4, 5.2
 */
const answerToSelect = fromHex('78807102');

/** When power goes in the middle of an answer. */
export interface Tear {
  /** Instruction byte of the command: 0xAE for GENERATE AC. */
  readonly command: number;
  /** Bytes of the response that still get out, status word included. */
  readonly bytes: number;
  /** Whether what the command writes for good is lost (`before`) or kept (`after`). */
  readonly nonVolatile: 'before' | 'after';
}

/** What a card answered, after how long, and whether power went on the way. */
export interface CardResponse {
  readonly response: Uint8Array;
  readonly processingMs: number;
  /** Only `bytes` of the answer came, and the card has no power any more. */
  readonly isTorn?: boolean;
}

/** The issuer's proof or script that a card did not take, and which input of it was wrong. Holds no key. */
export interface Refusal {
  readonly card: string;
  /** The instruction, two digits: 82 EXTERNAL AUTHENTICATE, AE GENERATE AC, else a script command. */
  readonly instructionHex: string;
  readonly why: string;
}

/** A simulated card: contactless by nature, and a chip when it is powered through its contacts. */
export interface SimulatedCard extends ContactlessCard {
  readonly interface: 'contact' | 'contactless';
  powerOn(through?: 'contact' | 'contactless'): void;
  respond(command: Uint8Array): CardResponse;
  /** Cuts power in the answer to the next such command, once. */
  tearAfter(tear: Tear): void;
}

/**
 * A card that lives: what SELECT, GET PROCESSING OPTIONS and GENERATE AC change, and the counter that outlives the
 * field. Two cards from one image are two pieces of plastic with the same account.
 *
 * @param rng  the card's own stream: ICC dynamic numbers are drawn from it
 */
export function createCard(image: CardImage, rng: Rng, onRefusal?: (refusal: Refusal) => void): SimulatedCard {
  return new Card(image, rng, onRefusal);
}

class Card implements SimulatedCard {
  readonly name: string;
  readonly uid: Uint8Array;
  readonly sensRes = 0x0004;
  readonly selRes = 0x20;
  readonly answerToSelect = answerToSelect;
  readonly answerToReset?: Uint8Array;
  readonly #image: CardImage;
  readonly #rng: Rng;
  readonly #onRefusal: ((refusal: Refusal) => void) | undefined;
  /** Written when power first comes: so cards that nobody touches cost nothing. */
  #kept: KeptByCard | undefined;
  readonly #remembered: Remembered = freshMemory();
  #interface: 'contact' | 'contactless' = 'contactless';
  #hasPower = false;
  #wasTorn = false;
  #tear: Tear | undefined;
  /** Commands of each kind since power-on. */
  #seen = new Map<string, number>();
  /** Status word of the last command: a liar that said 61xx or 6Cxx goes on saying it. */
  #lastWord = 0;
  /** Response bytes that the terminal still has to fetch over T=0. */
  #waiting: Uint8Array = new Uint8Array();

  constructor(image: CardImage, rng: Rng, onRefusal: ((refusal: Refusal) => void) | undefined) {
    this.#onRefusal = onRefusal;
    this.name = image.name;
    this.uid = image.uid;
    // A chip that does not answer a reset is as good as none.
    if (image.answerToReset.length > 0) this.answerToReset = image.answerToReset;
    this.#image = image;
    this.#rng = rng;
  }

  get interface(): 'contact' | 'contactless' {
    return this.#interface;
  }

  powerOn(through: 'contact' | 'contactless' = 'contactless'): void {
    this.#interface = through;
    this.#hasPower = true;
    this.#wasTorn = false;
    this.#forget();
  }

  powerOff(): void {
    this.#hasPower = false;
    this.#forget();
  }

  tearAfter(tear: Tear): void {
    this.#tear = tear;
  }

  respond(bytes: Uint8Array): CardResponse {
    if (this.#wasTorn) return { response: new Uint8Array(), processingMs: 0, isTorn: true };
    assert(this.#hasPower, 'a card is asked only while the field feeds it');
    const before = copyOfKept(this.#memory());
    const tear = this.#tear;
    const whole = this.#answer(bytes);
    if (tear === undefined || tear.command !== bytes[1]) return whole;
    this.#tear = undefined;
    if (tear.nonVolatile === 'before') this.#kept = before;
    this.powerOff();
    this.#wasTorn = true;
    return { response: whole.response.slice(0, tear.bytes), processingMs: whole.processingMs, isTorn: true };
  }

  #answer(bytes: Uint8Array): CardResponse {
    const isFetched = this.#interface === 'contact' && this.#image.transport === 't0';
    const { refusalMs } = this.#image.processing;
    if (bytes[1] === 0xc0 && this.#lastWord === moreDataWord) {
      return { response: Uint8Array.of(moreDataWord >> 8, moreDataWord & 0xff), processingMs: refusalMs };
    }
    if (isFetched && bytes[1] === 0xc0) return this.#fetch(bytes);
    const command = parseCommand(bytes);
    const refused = (why: Parameters<typeof refuse>[0]): CardResponse => ({
      response: encode(refuse(why)),
      processingMs: refusalMs,
    });
    if (command === undefined) return refused('wrongLength');
    const found = instructionFor(command, this.#interface);
    if (typeof found === 'string') return refused(found);
    if (found.answers && command.expectedLength === undefined && !isFetched) return refused('wrongLength');
    const wantsSome = found.answers && !command.wantsAll && this.#interface === 'contactless';
    if (wantsSome && this.#lastWord !== wrongLengthWord) return refused('wrongLength');
    const answered = this.#carryOut(found, command);
    return isFetched ? this.#hold(answered, command) : answered;
  }

  #carryOut(instruction: Instruction, command: Command): CardResponse {
    const { processing, lies } = this.#image;
    const inside: CardInside = {
      image: this.#image,
      rng: this.#rng,
      interface: this.#interface,
      kept: this.#memory(),
      remembered: this.#remembered,
    };
    const answer = instruction.carryOut(inside, command);
    if (answer.why !== undefined) {
      const instructionHex = command.instruction.toString(16).toUpperCase().padStart(2, '0');
      this.#onRefusal?.({ card: this.name, instructionHex, why: answer.why });
    }
    const kind = instruction.nameFor(command);
    const nth = (this.#seen.get(kind) ?? 0) + 1;
    this.#seen.set(kind, nth);
    const isDone = answer.statusWord === statusWords.done;
    const honest = {
      ...answer,
      processingMs: isDone ? instruction.processingMs(processing, command) : processing.refusalMs,
    };
    const record = `${command.parameter2 >> 3}.${command.parameter1}`;
    const told = tellLies(honest, lies, { command: kind, record, nth });
    this.#lastWord = told.statusWord;
    return { response: encode(told), processingMs: told.processingMs };
  }

  /** T=0 sends no data with the status word of a command that had data: the terminal fetches it. */
  #hold({ response, processingMs }: CardResponse, command: Command): CardResponse {
    const data = response.slice(0, -2);
    if (data.length === 0) return { response, processingMs };
    if (command.data.length === 0 && command.expectedLength === data.length) return { response, processingMs };
    if (command.data.length === 0) return { response: Uint8Array.of(0x6c, data.length & 0xff), processingMs };
    this.#waiting = response;
    return { response: Uint8Array.of(0x61, data.length & 0xff), processingMs };
  }

  #fetch(bytes: Uint8Array): CardResponse {
    const processingMs = this.#image.processing.refusalMs;
    const length = this.#waiting.length - 2;
    if (length < 0) return { response: encode(refuse('conditionsNotSatisfied')), processingMs };
    if ((bytes[4] ?? 0) !== (length & 0xff)) return { response: Uint8Array.of(0x6c, length & 0xff), processingMs };
    const response = this.#waiting;
    this.#waiting = new Uint8Array();
    return { response, processingMs };
  }

  #memory(): KeptByCard {
    this.#kept ??= personalisedMemory(this.#image);
    return this.#kept;
  }

  #forget(): void {
    Object.assign(this.#remembered, freshMemory());
    this.#seen = new Map();
    this.#lastWord = 0;
    this.#waiting = new Uint8Array();
  }
}

function encode({ data, statusWord }: Answer): Uint8Array {
  return concat(data, Uint8Array.of(statusWord >> 8, statusWord & 0xff));
}
