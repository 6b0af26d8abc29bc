import { replayRecording } from '#terminal/vectors.ts';
import type { PublishedAuthorityKey } from './authority-keys.table.ts';
import { publishedKeyOf, recoveredChain } from './recorded-chain.ts';
import { recordedTrace } from './recorded-trace.ts';
import { bytesOf, isObject, objectOf, textIn } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Plays a recorded card to the terminal.
 *
 * Input: `apdus` (`c` command and `r` response, or pairs), and the CA key under `oda.capk` or `capk`.
 *
 * @returns our commands, offline data authentication (ours under `method` and `outcome`, beside it what the recorded
 *   certificates and signatures recover to), TVR and TSI at the first cryptogram, and where we left the recording
 */
export async function trace(input: unknown): Promise<unknown> {
  const vector = objectOf(input);
  const apdus = vector['apdus'];
  if (!Array.isArray(apdus)) throw new VectorProblem('BAD_INPUT', "no list, at 'apdus'");
  const exchanges = apdus.map(exchangeOf);
  const recorded = recordedTrace(exchanges);
  const authority = authorityOf(vector) ?? publishedKeyOf(recorded);
  const replayed = await replayRecording({ exchanges, authorityKey: keyOf(authority) });
  const { divergence } = replayed;
  return {
    commands: replayed.commandsHex,
    oda: { ...recoveredChain(recorded, authority), ...replayed.authentication },
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

/** The CA key of the case; a published one serves where it has none. */
function authorityOf(vector: Readonly<Record<string, unknown>>): PublishedAuthorityKey | undefined {
  const authentication = vector['oda'];
  const key = isObject(authentication) ? authentication['capk'] : vector['capk'];
  if (!isObject(key)) return undefined;
  return {
    rid: textIn(key, 'rid').toUpperCase(),
    index: textIn(key, 'index').toUpperCase(),
    modulus: textIn(key, 'modulus'),
    exponent: textIn(key, 'exponent'),
  };
}

function keyOf(authority: PublishedAuthorityKey | undefined) {
  if (authority === undefined) return undefined;
  const { rid, index, modulus, exponent } = authority;
  return { ridHex: rid, index: bytesOf(index, "at 'index'")[0] ?? 0, modulusHex: modulus, exponentHex: exponent };
}
