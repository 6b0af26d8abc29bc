import type { Check, CheckFinding } from '../check.ts';
import { keySerialNumberOf } from './key-serial-number.ts';
import { messagesToHost } from './trace.ts';

/**
 * Every message with a PIN or a code under a derived key has a serial number that is higher than all before it, whatever happened to the power in
 * between, and whose counter is one that keys are derived for.
 */
export const check: Check = {
  name: 'key-serial-number-grows',
  clause: 'ANSI X9.24-1:2009 A.1, A.3; ANSI X9.24-3:2017 6.2, 6.3.4',
  proves: ['X9.24-DUKPT-1'],
  needs: ['host-message'],
  judge: (events) => {
    const highest = new Map<string, number>();
    return messagesToHost(events).flatMap(({ mti, fields, index }): readonly CheckFinding[] => {
      if (mti === '' || fields['53'] === undefined) return [];
      const serial = keySerialNumberOf(fields['53']);
      if (serial === undefined) {
        return [
          {
            holds: false,
            text: 'DE53 has the length of a key serial number',
            expected: '10 bytes (TDES) or 12 (AES)',
            observed: `${fields['53'].length / 2} bytes`,
            eventIndex: index,
          },
        ];
      }
      const last = highest.get(serial.device) ?? 0;
      highest.set(serial.device, Math.max(last, serial.counter));
      return [
        {
          holds: serial.counter > last && serial.ones <= serial.onesMax,
          text: 'the key serial number of a message is higher than all before it, and one that keys are derived for',
          expected: `a counter above ${last} with at most ${serial.onesMax} bits set`,
          observed: `${serial.counter}, ${serial.ones} bits set`,
          eventIndex: index,
        },
      ];
    });
  },
};
