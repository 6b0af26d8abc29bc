import type { ApduPair } from './trace.ts';

/**
 * Commands as the application sees them: what T=0 makes of one of them (61xx and GET RESPONSE, 6Cxx and the same command
 * with another length, GET RESPONSE behind a warning) is put together again. An answer that never ends keeps its last
 * status word, a warning its own.
 *
 * @clause EMV 4.4 Book 1, 9.3.1.3 and Annex A
 */
export function withoutProcedures(pairs: readonly ApduPair[]): readonly ApduPair[] {
  const whole: ApduPair[] = [];
  for (const pair of pairs) {
    const before = whole.at(-1);
    const joined = before === undefined ? undefined : join(before, pair);
    if (joined === undefined) whole.push(pair);
    else whole[whole.length - 1] = joined;
  }
  return whole;
}

/** Both as one command; undefined when the second is one of its own. */
function join(before: ApduPair, pair: ApduPair): ApduPair | undefined {
  const answer = before.responseHex ?? '';
  const [data, status] = [answer.slice(0, -4), answer.slice(-4)];
  const isRest = pair.commandHex.startsWith('00C0');
  const isAgain = status.startsWith('6C') && pair.commandHex.slice(0, 8) === before.commandHex.slice(0, 8);
  if (isAgain || (isRest && status.startsWith('61'))) {
    return { ...before, responseHex: pair.responseHex === undefined ? undefined : data + pair.responseHex };
  }
  if (!isRest || data !== '' || !/^6[23]/u.test(status)) return undefined;
  if (pair.responseHex === undefined) return { ...before, responseHex: undefined };
  const isGood = pair.responseHex.endsWith('9000');
  return { ...before, responseHex: (isGood ? pair.responseHex.slice(0, -4) : '') + status };
}
