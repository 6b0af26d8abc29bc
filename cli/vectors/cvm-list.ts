import { parseCardholderVerificationList } from '#terminal/vectors.ts';
import { bytesIn, objectOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

const amountsBytes = 8;

/**
 * Takes a cardholder verification method list apart. It is valid when it holds whole rules and at least one.
 *
 * @clause EMV 4.4 Book 3, 10.5: a list without rules counts as if the card had none.
 */
export function cvmList(input: unknown): unknown {
  const bytes = bytesIn(objectOf(input), 'cvm_list');
  if (bytes.length < amountsBytes) {
    throw new VectorProblem('TOO_SHORT', `${bytes.length} bytes where two amounts take 8, at 'cvm_list'`);
  }
  const list = parseCardholderVerificationList(bytes);
  const amounts = parseCardholderVerificationList(bytes.subarray(0, amountsBytes));
  const rules = list?.rules.map(({ method, condition }) => [hexByte(method), hexByte(condition)]) ?? [];
  const isValid = rules.length > 0;
  return {
    valid: isValid,
    amount_x: amounts?.amountX,
    amount_y: amounts?.amountY,
    rules: isValid ? rules : null,
  };
}

const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
