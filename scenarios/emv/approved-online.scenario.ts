import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'approves a contactless purchase that the issuer approves',
  {
    proves: [
      'EMV-CB-3.3.2-ppse',
      'EMV-B3-10.1-2',
      'EMV-B3-10.2-1',
      'EMV-B3-5.4-1',
      'EMV-B3-C5-1',
      'L3-DE55-01',
      'L3-DE55-02',
      'L3-DE55-03',
      'L3-DE55-04',
      'L3-DE55-05',
      'L3-DE22-01',
      'ISO8583-BMP-1',
      'ISO8583-DE41-1',
      'ISO8583-DE38-1',
      'ISO8583-04xx-2',
      'L3-LOG-01',
    ],
  },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'the purchase is approved',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['L3-DE55-05'],
    });
    expectEqual(rig, {
      text: 'the host was asked once and nothing was reversed',
      expected: ['0200'],
      observed: sentToHost(rig),
      proves: ['ISO8583-04xx-2'],
    });
    expectEqual(rig, {
      text: 'the report carries an approval code of six characters',
      expected: 6,
      observed: purchase.approvalCode?.length,
      proves: ['ISO8583-DE38-1'],
    });
  },
);
