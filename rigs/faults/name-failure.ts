import type { NameFault, NameTrouble } from './fault.ts';
import { oneOf, wholeNumber } from './fault-options.ts';

const kinds = ['no-such-name', 'no-answer', 'late'] as const;
/** Longest time that a look-up takes here: more than any terminal waits. */
const delayMsMax = 600_000;

/**
 * The host's name can't be looked up: the name server knows none, gives no answer, or the right one late. Connections that
 * are open stay good.
 *
 * @param options.lookUps  how many look-ups meet it; all until it is lifted without it
 */
export function nameFailure(options: { readonly trouble: NameTrouble; readonly lookUps?: number }): NameFault {
  const name = 'name-failure';
  const { trouble, lookUps } = options;
  const kind = oneOf({ fault: name, name: 'trouble.kind', value: trouble.kind }, kinds);
  const delayMs = trouble.kind === 'no-such-name' ? 0 : trouble.delayMs;
  wholeNumber({ fault: name, name: 'trouble.delayMs', value: delayMs }, [0, delayMsMax]);
  if (lookUps !== undefined) wholeNumber({ fault: name, name: 'lookUps', value: lookUps }, [1, 1000]);
  return {
    target: 'host-name',
    name,
    facts: { kind, delayMs, ...(lookUps === undefined ? {} : { lookUps }) },
    trouble,
    ...(lookUps === undefined ? {} : { lookUps }),
  };
}
