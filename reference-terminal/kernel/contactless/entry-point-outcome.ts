import type { KernelOutcome } from '../outcome.ts';
import { errorIndicationOf } from './error-indication.ts';
import { outcomeParameters } from './outcome-parameters.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';
import type { MessageName } from './user-interface.ts';

/** An ending without a decision, as far as its parameters need it. */
interface Ending {
  readonly reason: string;
  readonly statusWord?: number;
}

/**
 * The end of the application: nothing on this card, or no card, leads on.
 *
 * @clause EMV Book B 3.3.2.7, 3.5 (End Application, message 1C)
 */
export function endedOutcome(ending: Ending): KernelOutcome {
  const message: MessageName = 'try-another-card';
  const error = errorIndicationOf({ ...ending, messageOnError: message });
  return {
    kind: 'end-application',
    reason: ending.reason,
    parameters: outcomeParameters({
      outcome: 'end-application',
      userInterfaceOnOutcome: { message, status: 'processing-error' },
      ...(error === undefined ? {} : { error }),
    }),
  };
}

/**
 * The card is sent to another interface.
 *
 * @clause EMV Book B 3.1.1.13, 3.5 (Try Another Interface)
 */
export function otherInterfaceOutcome(
  ending: Ending & { readonly message: MessageName; readonly alternate: OutcomeParameters['alternateInterface'] },
): KernelOutcome {
  const error = errorIndicationOf({ ...ending, messageOnError: ending.message });
  return {
    kind: 'try-another-interface',
    reason: ending.reason,
    parameters: outcomeParameters({
      outcome: 'try-another-interface',
      userInterfaceOnOutcome: { message: ending.message, status: 'processing-error' },
      alternateInterface: ending.alternate,
      ...(error === undefined ? {} : { error }),
    }),
  };
}
