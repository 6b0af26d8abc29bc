import { replayRecording } from '#terminal/vectors.ts';
import { bytesIn, bytesOf, isObject, objectOf, textIn } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Plays a recorded card to the terminal.
 *
 * Input: `apdus` (`c` command and `r` response, or pairs), and the CA key under `oda.capk` or `capk`.
 *
 * @returns our commands, offline data authentication, TVR and TSI at the first cryptogram, and where we left the recording
 */
export async function trace(input: unknown): Promise<unknown> {
  const vector = objectOf(input);
  const apdus = vector['apdus'];
  if (!Array.isArray(apdus)) throw new VectorProblem('BAD_INPUT', "no list, at 'apdus'");
  const replayed = await replayRecording({ exchanges: apdus.map(exchangeOf), authorityKey: keyOf(vector) });
  const { divergence } = replayed;
  return {
    commands: replayed.commandsHex,
    oda: replayed.authentication,
    tvr: replayed.terminalVerificationResultsHex,
    tsi: replayed.transactionStatusInformationHex,
    ending: replayed.ending,
    divergence:
      divergence === undefined
        ? null
        : {
            command: divergence.command,
            offset: divergence.offset,
            recorded: divergence.recordedHex ?? null,
            sent: replayed.commandsHex[divergence.command - 1],
          },
  };
}

function exchangeOf(entry: unknown, index: number) {
  const [command, response]: readonly unknown[] = Array.isArray(entry)
    ? entry
    : [objectOf(entry, `apdu ${index + 1}`)['c'], objectOf(entry, `apdu ${index + 1}`)['r']];
  return {
    command: bytesOf(command, `command ${index + 1}`),
    response: bytesOf(response, `response ${index + 1}`),
  };
}

function keyOf(vector: Readonly<Record<string, unknown>>) {
  const authentication = vector['oda'];
  const key = isObject(authentication) ? authentication['capk'] : vector['capk'];
  if (!isObject(key)) return undefined;
  return {
    ridHex: textIn(key, 'rid').toUpperCase(),
    index: bytesIn(key, 'index')[0] ?? 0,
    modulusHex: textIn(key, 'modulus'),
    exponentHex: textIn(key, 'exponent'),
  };
}
