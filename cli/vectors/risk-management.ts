import {
  amountRisk,
  checkVelocity,
  terminalVerificationResults,
  transactionStatusInformation,
} from '#terminal/vectors.ts';
import { toHex } from '#terminal/vectors.ts';
import { dataOf } from './data-of-case.ts';
import { scriptedCard } from './scripted-exchanges.ts';
import { isObject, objectOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Terminal risk management of one case: floor limit with the log, velocity checking with scripted GET DATA. Random
 * selection stays off, as a case can't say which number was drawn.
 *
 * Input: `config`, `params`, `icc` (values by tag), `txn_log` (`pan` and amount, oldest first), `get_data` (exchanges).
 */
export async function riskManagement(input: unknown): Promise<unknown> {
  const vector = objectOf(input);
  const values = dataOf(input);
  const bits = amountRisk({
    amountMinor: numberAt(values, '81'),
    floorLimitMinor: numberAt(values, '9F1B'),
    panDigits: digitsOf(toHex(values.get('5A') ?? new Uint8Array())),
    transactionLog: logOf(vector['txn_log']),
    randomSelection: { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 },
    randomPercent: 99,
  });
  const { session } = scriptedCard(vector['get_data']);
  const velocity = await checkVelocity(session, { lower: values.get('9F14'), upper: values.get('9F23') });
  if (velocity.kind !== 'checked') throw new VectorProblem('CARD_ERROR', `the card ended it, at 'get_data'`);
  const tvr = toHex(terminalVerificationResults([...bits, ...velocity.bits]));
  const tsi = toHex(transactionStatusInformation(['terminal-risk-management']));
  return { tvr, tsi, expected_tvr: tvr, expected_tsi: tsi };
}

function numberAt(values: ReadonlyMap<string, Uint8Array>, tag: string): number {
  const value = values.get(tag);
  if (value === undefined) throw new VectorProblem('BAD_INPUT', `no value, tag ${tag}`);
  return Number.parseInt(toHex(value), 16);
}

const digitsOf = (hex: string): string => hex.replace(/F+$/u, '');
const amountKeys = ['transaction_amount', 'amount', 'amount_minor'] as const;

/** An entry is an object with `pan` and an amount, or a list that begins with the number and ends with the amount. */
function logOf(value: unknown): readonly { readonly panDigits: string; readonly amountMinor: number }[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown, index) => {
    const pan: unknown = Array.isArray(entry) ? entry[0] : objectOf(entry, `'txn_log' ${index}`)['pan'];
    const amount: unknown = Array.isArray(entry) ? entry.at(-1) : amountIn(entry);
    if (typeof pan !== 'string') throw new VectorProblem('BAD_INPUT', `no 'pan', 'txn_log' ${index}`);
    return {
      panDigits: digitsOf(pan.replace(/(?:00)+$/u, (zeros) => (pan.length === 20 ? '' : zeros))),
      amountMinor: amountOf(amount),
    };
  });
}

function amountIn(entry: unknown): unknown {
  if (!isObject(entry)) return undefined;
  const key = amountKeys.find((candidate) => candidate in entry);
  return key === undefined ? undefined : entry[key];
}

/** A number, or four bytes of one as hexadecimal text. */
function amountOf(amount: unknown): number {
  if (typeof amount === 'number') return amount;
  if (typeof amount !== 'string') throw new VectorProblem('BAD_INPUT', "an entry without amount, at 'txn_log'");
  return amount.length === 8 ? Number.parseInt(amount, 16) : Number(amount);
}
