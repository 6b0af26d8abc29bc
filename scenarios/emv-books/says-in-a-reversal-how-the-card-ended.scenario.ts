import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { chipObjectOf, messageOf } from './host-words.ts';

const proves = ['EMV-B4-12.1.8-1'] as const;
/** Profile, counter, issuer data, capabilities: what the request said of the card already. */
const repeated = ['82', '9F36', '9F33', '9F35'] as const;

export const scenario = defineScenario(
  'says in a reversal which card it was and how it ended',
  { proves, needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    rig.host.behave({ kind: 'silent' });
    const sold = await payByChip(rig, { request: purchaseOf(1250), card: 'books-script-before' });
    await rig.terminal.settle({ timeoutMs: 12_000 });
    const [request, reversal] = [messageOf(rig, /^0200$/u), messageOf(rig, /^0420$/u)];
    expectEqual(rig, { text: 'nobody answered', expected: 'host-silent', observed: sold.reason, proves });
    for (const tag of repeated) {
      expectEqual(rig, {
        text: `tag ${tag} of the reversal is that of its request`,
        expected: chipObjectOf(request, tag),
        observed: chipObjectOf(reversal, tag) ?? 'not there',
        proves,
      });
    }
    for (const element of ['2', '14', '22', '23', '41', '42', '49']) {
      expectEqual(rig, {
        text: `DE${element} of the reversal is that of its request`,
        expected: request?.fields[element],
        observed: reversal?.fields[element] ?? 'not there',
        proves,
      });
    }
    expectEqual(rig, {
      text: 'the results are those of the end',
      expected: sold.terminalVerificationResultsHex,
      observed: chipObjectOf(reversal, '95'),
      proves,
    });
    expectEqual(rig, {
      text: 'it was declined without the host',
      expected: 'Z3',
      observed: reversal?.fields['39'],
      proves,
    });
    expectEqual(rig, {
      text: 'no script was delivered, so nothing is said of one',
      expected: undefined,
      observed: chipObjectOf(reversal, '9F5B'),
      proves,
    });
  },
);
