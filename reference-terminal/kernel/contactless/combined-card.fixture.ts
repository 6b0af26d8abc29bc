import { createHash } from 'node:crypto';
import type { CardExchange, TerminalClock } from '../../needs.ts';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { directoryExchange, templateHex } from '../scripted-terminal.fixture.ts';
import { encodeTlv } from '../tlv.ts';
import { signingCard } from './signing-card.fixture.ts';
import type { SigningCard } from './signing-card.fixture.ts';

type Objects = readonly (readonly [tag: string, valueHex: string])[];

/** How a card of the M/Chip style behaves, for one test. */
export interface CombinedCardPlan {
  /** Interchange profile; combined authentication, verification list and EMV mode by default. */
  readonly profileHex?: string;
  readonly furtherRecordObjects?: Objects;
  /** Whether the record holds track 2 data; it does unless said otherwise. */
  readonly hasTrack?: boolean;
  /** Information data of the answer to GENERATE AC, by the type that was asked for. */
  readonly answers?: (requested: number) => string;
  readonly furtherAnswerObjects?: Objects;
  /** How many of the first GENERATE AC commands tear the card away, after it made its cryptogram. */
  readonly tears?: number;
  /** Whether RECOVER AC is answered; 6985 otherwise. */
  readonly recovers?: boolean;
  /** Answer to EXCHANGE RELAY RESISTANCE DATA without entropy: min, max and transmission time. */
  readonly relayTimesHex?: string;
  /** How long each such answer takes; the last one for all further. */
  readonly relayDelaysMs?: readonly number[];
  /** What the signature says of the relay data instead of the truth. */
  readonly signedRelayHex?: string;
}

/** A card that computes its combined signature, as a scripted one can't. */
export interface CombinedCard {
  readonly commandsHex: readonly string[];
  readonly keys: SigningCard;
  transmit(command: Uint8Array): Promise<CardExchange>;
}

/** Application of the card, with its directory entry. */
export const combinedAid = 'A0000000041010';
const panDigits = '5413339000001513';
const relayEntropyHex = 'A1A2A3A4';
const sha1Hex = (hex: string): string => createHash('sha1').update(fromHex(hex)).digest('hex').toUpperCase();

/** What a card keeps when its power goes. */
interface CardState {
  tears: number;
  relayCount: number;
  relayHex: string;
  kept: string | undefined;
}

/** What one card answers with. */
interface CardParts {
  readonly plan: CombinedCardPlan;
  readonly profileHex: string;
  readonly recordHex: string;
  readonly keys: SigningCard;
  readonly state: CardState;
  readonly clock: TerminalClock;
}

/** A card in one field after the other. It keeps what a card keeps when its power goes. */
export function combinedCard(plan: CombinedCardPlan, clock: TerminalClock): CombinedCard {
  const commandsHex: string[] = [];
  const profileHex = plan.profileHex ?? '1980';
  const recordHex = templateHex('70', [
    ['5A', panDigits],
    ['5F34', '01'],
    ['5F24', '301231'],
    ...(plan.hasTrack === false ? [] : [['57', `${panDigits}D30122010000000000`] as const]),
    ['8C', '9F02069F37045F2A02'],
    ['8E', '00000000000000001E031F03'],
    ['9F4A', '82'],
    ...(plan.furtherRecordObjects ?? []),
  ]);
  const lengthFieldBytes = Number.parseInt(recordHex.slice(2, 4), 16) > 0x80 ? 2 : 1;
  const contentHex = recordHex.slice(2 + 2 * lengthFieldBytes);
  const keys = signingCard({ ridHex: 'A000000004', panDigits, staticDataHex: contentHex + profileHex });
  const state: CardState = { tears: plan.tears ?? 0, relayCount: 0, relayHex: '', kept: undefined };
  const parts = { plan, profileHex, recordHex, keys, state, clock };
  return {
    commandsHex,
    keys,
    transmit: async (command) => {
      commandsHex.push(toHex(command));
      const answered = await answerOf(parts, command);
      if (answered === undefined) return { kind: 'card-gone' };
      const isStatus = answered.length === 4;
      return { kind: 'answered', response: concatBytes([fromHex(answered), fromHex(isStatus ? '' : '9000')]) };
    },
  };
}

async function answerOf(parts: CardParts, command: Uint8Array): Promise<string | undefined> {
  const { plan, keys, state } = parts;
  switch (toHex(command.subarray(0, 2))) {
    case '00A4':
      return selectionAnswer(command);
    case '80A8':
      return templateHex('77', [
        ['82', parts.profileHex],
        ['94', '0801010110010200'],
      ]);
    case '80EA':
      return relayAnswer(parts, command);
    case '00B2': {
      if (command[3] === 0x0c) return parts.recordHex;
      return templateHex('70', command[2] === 1 ? keys.issuerObjects : keys.cardObjects);
    }
    case '80AE':
      state.kept = cryptogram(parts, command);
      state.tears -= 1;
      return state.tears >= 0 ? undefined : state.kept;
    case '80D0':
      return plan.recovers === true && state.kept !== undefined ? state.kept : '6985';
    default:
      return '6D00';
  }
}

async function relayAnswer({ plan, state, clock }: CardParts, command: Uint8Array): Promise<string> {
  const delays = plan.relayDelaysMs ?? [0];
  await clock.sleep(delays[Math.min(state.relayCount, delays.length - 1)] ?? 0);
  state.relayCount += 1;
  const times = plan.relayTimesHex ?? '000A00640018';
  state.relayHex = toHex(command.subarray(5, 9)) + relayEntropyHex + times;
  return templateHex('80', relayEntropyHex + times);
}

function cryptogram({ plan, keys, state }: CardParts, command: Uint8Array): string {
  const control = command[2] ?? 0;
  const requested = control & 0xc0;
  const information = plan.answers?.(requested) ?? requested.toString(16).padStart(2, '0');
  const plain: Objects = [
    ['9F27', information],
    ['9F36', '0001'],
    ['9F10', '0110A00003220000000000000000000000FF'],
    ...(plan.furtherAnswerObjects ?? []),
  ];
  if ((control & 0x10) === 0 || information === '00') {
    return templateHex('77', [...plain, ['9F26', '0102030405060708']]);
  }
  const answerHex = plain.map((object) => toHex(encodeTlv(object[0], fromHex(object[1])))).join('');
  const hashHex = sha1Hex(toHex(command.subarray(5, -1)) + answerHex);
  const relayHex = plan.signedRelayHex ?? state.relayHex;
  const dynamicHex = `0411223344${information}0102030405060708${hashHex}${relayHex}`;
  return templateHex('77', [...plain, ['9F4B', keys.sign(dynamicHex, toHex(command.subarray(11, 15)))]]);
}

function selectionAnswer(command: Uint8Array): string {
  const directory = directoryExchange([[['4F', combinedAid]]]);
  if (toHex(command) === directory[0]) return directory[1].slice(0, -4);
  return templateHex('6F', [
    ['84', combinedAid],
    ['A5', ''],
  ]);
}
