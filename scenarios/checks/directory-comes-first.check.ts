import type { Check } from '../check.ts';
import { sessions } from './trace.ts';

const ppse = Buffer.from('2PAY.SYS.DDF01', 'latin1').toString('hex').toUpperCase();

/** Every session with a card begins with the directory of contactless applications. */
export const check: Check = {
  name: 'directory-comes-first',
  clause: 'EMV Contactless Book B 3.3.2',
  proves: ['EMV-CB-3.3.2-ppse'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap(([first]) =>
      first === undefined || first.by === 'contact'
        ? []
        : [
            {
              holds: first.commandHex.startsWith(`00A404000E${ppse}`),
              text: 'the first command of a session selects 2PAY.SYS.DDF01',
              expected: `00A404000E${ppse}`,
              observed: first.commandHex,
              eventIndex: first.eventIndex,
            },
          ],
    ),
};
