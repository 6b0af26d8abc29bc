import type { HostMessage } from './message-codec.ts';

/** Response code of an approval for less than was asked. */
export const partiallyApproved = '10';

/**
 * Whether an answer is about the amount that was asked for: the same, or less where the host says that it approved a part.
 *
 * @clause ISO 8583:1987, response code 10 (approved for partial amount): element 4 of the answer is what was approved
 */
export function isAboutAmount(request: HostMessage, answer: HostMessage): boolean {
  const asked = request.fields.get(4);
  const answered = answer.fields.get(4);
  if (answered === asked) return true;
  if (answer.fields.get(39) !== partiallyApproved || asked === undefined || answered === undefined) return false;
  return /^\d{12}$/u.test(answered) && Number(answered) < Number(asked);
}

/**
 * The part of the amount that an answer approves, in the minor unit.
 *
 * @returns undefined when the answer approves no part: another code, nothing at all, or all of it
 * @clause ISO 8583:1987, response code 10 (approved for partial amount)
 */
export function approvedPart(request: HostMessage, answer: HostMessage): number | undefined {
  if (answer.fields.get(39) !== partiallyApproved) return undefined;
  const [askedMinor, approvedMinor] = [Number(request.fields.get(4)), Number(answer.fields.get(4))];
  return approvedMinor > 0 && approvedMinor < askedMinor ? approvedMinor : undefined;
}
