import assert from 'node:assert/strict';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { concat, fromHex } from './bytes.ts';
import { refuse, statusWords } from './commands/answer.ts';
import type { Answer } from './commands/answer.ts';
import { parseCommand } from './commands/command.ts';
import type { Command } from './commands/command.ts';
import { generateAc, wantsSignature } from './commands/generate-ac.ts';
import { getData } from './commands/get-data.ts';
import { getProcessingOptions } from './commands/get-processing-options.ts';
import { readRecord } from './commands/read-record.ts';
import { select } from './commands/select.ts';
import type { CardInside } from './memory.ts';
import type { CardImage } from './personalisation/card-image.ts';
import type { ProcessingTimes } from './personalisation/card-profile.ts';

interface Instruction {
  readonly instructionClass: number;
  carryOut(card: CardInside, command: Command): Answer;
  processingMs(times: ProcessingTimes, command: Command): number;
}

/** Instructions by their code. */
const instructions: ReadonlyMap<number, Instruction> = new Map([
  [0xa4, { instructionClass: 0x00, carryOut: select, processingMs: (times) => times.selectMs }],
  [0xb2, { instructionClass: 0x00, carryOut: readRecord, processingMs: (times) => times.readRecordMs }],
  [
    0xa8,
    { instructionClass: 0x80, carryOut: getProcessingOptions, processingMs: (times) => times.getProcessingOptionsMs },
  ],
  [0xca, { instructionClass: 0x80, carryOut: getData, processingMs: (times) => times.getDataMs }],
  [
    0xae,
    {
      instructionClass: 0x80,
      carryOut: generateAc,
      processingMs: (times, { parameter1 }) =>
        wantsSignature(parameter1) ? times.generateAcWithSignatureMs : times.generateAcMs,
    },
  ],
] satisfies [number, Instruction][]);

/**
 * FSCI 8 (frames up to 256 bytes), 106 kbit/s only, FWI 7, CID supported.
 *
 * @clause ISO/IEC 14443-4, 5.2
 */
const answerToSelect = fromHex('78807102');

/**
 * A card that lives: what SELECT, GET PROCESSING OPTIONS and GENERATE AC change, and the counter that outlives the
 * field. Two cards from one image are two pieces of plastic with the same account.
 *
 * @param rng  the card's own stream: ICC dynamic numbers are drawn from it
 */
export function createCard(image: CardImage, rng: Rng): ContactlessCard {
  return new Card(image, rng);
}

class Card implements ContactlessCard {
  readonly name: string;
  readonly uid: Uint8Array;
  readonly sensRes = 0x0004;
  readonly selRes = 0x20;
  readonly answerToSelect = answerToSelect;
  readonly #inside: CardInside;
  #hasPower = false;

  constructor(image: CardImage, rng: Rng) {
    this.name = image.name;
    this.uid = image.uid;
    this.#inside = {
      image,
      rng,
      kept: {
        applicationTransactionCounter: 0,
        lastOnlineCounter: 0,
        consecutiveOffline: 0,
        cumulativeOfflineMinor: 0,
      },
      session: { phase: 'idle' },
    };
  }

  powerOn(): void {
    this.#hasPower = true;
    this.#inside.session = { phase: 'idle' };
  }

  powerOff(): void {
    this.#hasPower = false;
    this.#inside.session = { phase: 'idle' };
  }

  respond(bytes: Uint8Array): { readonly response: Uint8Array; readonly processingMs: number } {
    assert(this.#hasPower, 'a card is asked only while the field feeds it');
    const times = this.#inside.image.processing;
    const command = parseCommand(bytes);
    if (command === undefined) return refused('wrongLength', times);
    const { instructionClass } = command;
    if (instructionClass !== 0x00 && instructionClass !== 0x80) return refused('classUnknown', times);
    const instruction = instructions.get(command.instruction);
    if (instruction === undefined) return refused('instructionUnknown', times);
    if (instruction.instructionClass !== instructionClass) return refused('classUnknown', times);
    if (!command.wantsAll) return refused('wrongLength', times);
    const answer = instruction.carryOut(this.#inside, command);
    const isDone = answer.statusWord === statusWords.done;
    return {
      response: encode(answer),
      processingMs: isDone ? instruction.processingMs(times, command) : times.refusalMs,
    };
  }
}

function refused(
  why: Parameters<typeof refuse>[0],
  times: ProcessingTimes,
): { readonly response: Uint8Array; readonly processingMs: number } {
  return { response: encode(refuse(why)), processingMs: times.refusalMs };
}

function encode({ data, statusWord }: Answer): Uint8Array {
  return concat(data, Uint8Array.of(statusWord >> 8, statusWord & 0xff));
}
