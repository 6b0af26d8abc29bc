import type { Answer, statusWords } from './commands/answer.ts';
import { externalAuthenticate, internalAuthenticate } from './commands/authentication.ts';
import type { Command } from './commands/command.ts';
import { readData, writeData } from './commands/data-envelopes.ts';
import { generateAc, wantsSignature } from './commands/generate-ac.ts';
import { getData } from './commands/get-data.ts';
import { getProcessingOptions } from './commands/get-processing-options.ts';
import { issuerScript } from './commands/issuer-script.ts';
import { generateInChannel } from './commands/kernel-eight.ts';
import { computeChecksum, exchangeRelayData, recoverAc } from './commands/kernel-two.ts';
import { getChallenge, verify } from './commands/offline-pin.ts';
import { readRecord } from './commands/read-record.ts';
import { namesDirectory, select } from './commands/select.ts';
import { sendPoiInformation } from './commands/send-poi-information.ts';
import { selectedCard } from './memory.ts';
import type { CardInside } from './memory.ts';
import type { LieCommand, ProcessingTimes } from './personalisation/card-profile.ts';

/** What the card does on one instruction byte. */
export interface Instruction {
  readonly instructionClasses: readonly number[];
  readonly interfaces: 'both' | 'contact' | 'contactless';
  /** Whether the command has response data, and so a length of it. */
  readonly answers: boolean;
  nameFor(command: Command): LieCommand;
  carryOut(card: CardInside, command: Command): Answer;
  processingMs(times: ProcessingTimes, command: Command): number;
}

/** The instruction of a command, or why there is none. */
export function instructionFor(
  command: Command,
  on: CardInside['interface'],
): Instruction | Extract<keyof typeof statusWords, 'classUnknown' | 'instructionUnknown'> {
  const { instructionClass } = command;
  if (!knownClasses.has(instructionClass)) return 'classUnknown';
  const instruction = instructions.get(command.instruction);
  if (instruction === undefined) return 'instructionUnknown';
  if (instruction.interfaces !== 'both' && instruction.interfaces !== on) return 'instructionUnknown';
  return instruction.instructionClasses.includes(instructionClass) ? instruction : 'classUnknown';
}

const interindustry = [0x00];
const proprietary = [0x80];
/** Secure messaging, its header in the MAC: both classes. */
const secured = [0x84, 0x8c, 0x04, 0x0c];
const knownClasses: ReadonlySet<number> = new Set([...interindustry, ...proprietary, ...secured]);

/** Cards of kernel 8 have a way of their own. */
const generate: Instruction['carryOut'] = (card, command) =>
  selectedCard(card)?.application.profile.style === 'channel'
    ? generateInChannel(card, command)
    : generateAc(card, command);

const isSigned = ({ parameter1 }: Command): boolean => wantsSignature(parameter1);

const script: Instruction = {
  instructionClasses: secured,
  interfaces: 'both',
  answers: false,
  nameFor: () => 'script',
  carryOut: issuerScript,
  processingMs: (times) => times.generateAcMs,
};

/** Instructions by their code. */
const instructions: ReadonlyMap<number, Instruction> = new Map([
  [
    0xa4,
    {
      instructionClasses: interindustry,
      interfaces: 'both',
      answers: true,
      nameFor: (command) => (namesDirectory(command) ? 'select-directory' : 'select'),
      carryOut: select,
      processingMs: (times) => times.selectMs,
    },
  ],
  [
    0x1a,
    {
      ...plain('send-poi-information', sendPoiInformation, (times) => times.selectMs),
      interfaces: 'contactless',
    },
  ],
  [0xb2, plain('read-record', readRecord, (times) => times.readRecordMs, interindustry)],
  [0xa8, plain('get-processing-options', getProcessingOptions, (times) => times.getProcessingOptionsMs)],
  [0xca, plain('get-data', getData, (times) => times.getDataMs)],
  [
    0xae,
    plain('generate-ac', generate, (times, command) =>
      isSigned(command) ? times.generateAcWithSignatureMs : times.generateAcMs,
    ),
  ],
  [0xea, { ...plain('exchange-relay', exchangeRelayData, () => 4), interfaces: 'contactless' }],
  [0x32, { ...plain('read-data', readData, (times) => times.getDataMs, [0x84]), interfaces: 'contactless' }],
  [0x34, { ...plain('write-data', writeData, (times) => times.generateAcMs, [0x84]), interfaces: 'contactless' }],
  [0xd0, { ...plain('recover-ac', recoverAc, (times) => times.generateAcMs), interfaces: 'contactless' }],
  [0x2a, { ...plain('compute-checksum', computeChecksum, (times) => times.generateAcMs), interfaces: 'contactless' }],
  [0x84, { ...plain('get-challenge', getChallenge, (times) => times.getDataMs, interindustry), interfaces: 'contact' }],
  [
    0x88,
    {
      ...plain(
        'internal-authenticate',
        internalAuthenticate,
        (times) => times.generateAcWithSignatureMs,
        interindustry,
      ),
      interfaces: 'contact',
    },
  ],
  [
    0x20,
    {
      ...plain('verify', verify, (times) => times.generateAcMs, interindustry),
      interfaces: 'contact',
      answers: false,
    },
  ],
  [
    0x82,
    {
      ...plain('external-authenticate', externalAuthenticate, (times) => times.generateAcMs, interindustry),
      interfaces: 'contact',
      answers: false,
    },
  ],
  [0x16, script],
  [0x18, script],
  [0x1e, script],
  [0x24, script],
  [0xda, script],
  [0xdc, script],
] satisfies [number, Instruction][]);

function plain(
  name: LieCommand,
  carryOut: Instruction['carryOut'],
  processingMs: Instruction['processingMs'],
  instructionClasses: readonly number[] = proprietary,
): Instruction {
  return { instructionClasses, interfaces: 'both', answers: true, nameFor: () => name, carryOut, processingMs };
}
