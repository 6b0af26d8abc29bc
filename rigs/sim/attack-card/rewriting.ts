import type { Middle } from './attack.ts';
import { bytesOf, joined, rewritten, type TlvObject } from './tlv.ts';

const statusWordBytes = 2;
/** Instruction bytes. */
export const instructions = { generateAc: 0xae, getProcessingOptions: 0xa8, verify: 0x20, select: 0xa4 } as const;

/** Passes everything on and changes values in the answers. */
function changing(edit: (object: TlvObject, instruction: number) => Uint8Array | undefined): () => () => Middle {
  return () => () => (command, ask) => {
    const response = ask(command);
    const data = rewritten(response.slice(0, -statusWordBytes), (object) => edit(object, command[1] ?? 0));
    return joined(data, response.slice(-statusWordBytes));
  };
}

/**
 * Takes the wish for an online PIN and for a signature out of the card transaction qualifiers (9F6C) and says that the
 * consumer's device verified the cardholder.
 */
export const sayDeviceVerified = changing(({ tagHex, value }) => {
  if (tagHex !== '9F6C') return undefined;
  const [first = 0, second = 0] = value;
  return Uint8Array.of(first & ~0xc0, second | 0x80);
});

/** Takes bits out of the application interchange profile, in template 77 and in format 1 (80). */
export const withoutProfileBits = (first: number, second: number): (() => () => Middle) =>
  changing(({ tagHex, value }, instruction) => {
    const isProfile = tagHex === '82' || (tagHex === '80' && instruction === instructions.getProcessingOptions);
    if (!isProfile) return undefined;
    const changed = Uint8Array.from(value);
    changed[0] = (value[0] ?? 0) & ~first;
    changed[1] = (value[1] ?? 0) & ~second;
    return changed;
  });

/** Replaces the rules of the cardholder verification list (8E); its two amounts stay. */
export const withVerificationRules = (rulesHex: string): (() => () => Middle) =>
  changing(({ tagHex, value }) => (tagHex === '8E' ? joined(value.slice(0, 8), bytesOf(rulesHex)) : undefined));

/** Says that the cryptogram is one that approves offline (9F27 = 40), whatever it is. */
export const sayApprovedOffline = changing(({ tagHex, value }, instruction) => {
  if (tagHex === '9F27') return Uint8Array.of(0x40);
  const isFormatOne = tagHex === '80' && instruction === instructions.generateAc;
  return isFormatOne ? joined(Uint8Array.of(0x40), value.slice(1)) : undefined;
});

/** Passes everything on; what it costs is time. */
export const passOn = (): (() => Middle) => () => (command, ask) => ask(command);

/** Answers VERIFY itself, so that any PIN will do; the card never hears of one. */
export const acceptAnyPin = (): (() => Middle) => () => (command, ask) =>
  command[1] === instructions.verify ? Uint8Array.of(0x90, 0x00) : ask(command);

/** Keeps the first answer that holds a cryptogram and gives it again in every later session, whatever is asked. */
export const replayCryptogram = (): (() => Middle) => {
  const kept = new Map<number, Uint8Array>();
  return () => (command, ask) => {
    const instruction = command[1] ?? 0;
    const earlier = kept.get(instruction);
    const response = ask(command);
    if (instruction !== instructions.generateAc || response.length <= statusWordBytes) return response;
    if (earlier === undefined) kept.set(instruction, response);
    return earlier ?? response;
  };
};
