/**
 * Values of a public implementation's own tests, that ours have to meet: knovichikhin/pyemv (MIT), commit
 * cf6b82d7a1e1b57c87d18a2caae2115f8b3e4309, tests/test_kd_hsm.py, test_sm_hsm.py, test_ac_hsm.py and test_cvn_hsm.py.
 * The keys are published test keys. All values are upper-case hexadecimal text but PAN and sequence number.
 */

/** Card keys by option A. */
export const cardKeyVectors = [
  {
    masterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '12345678901234567',
    panSequenceNumber: '45',
    expectedHex: '946DC1A8C78A624519BC4645CB073737',
  },
  {
    masterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '12345678901234567',
    panSequenceNumber: '00',
    expectedHex: '8357F1866492A1C8D657132AABF25789',
  },
  {
    masterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '1234567890123456',
    panSequenceNumber: '01',
    expectedHex: 'A7CD8A644A2FA829D0675210C4B001F1',
  },
  {
    masterKeyHex: '11111111111111112222222222222222',
    pan: '1234567890123456',
    panSequenceNumber: '01',
    expectedHex: '52E0E0B69202802A9170C7B6D3BCB5D0',
  },
] as const;

/** Common session keys. */
export const sessionKeyVectors = [
  {
    cardKeyHex: '154F349D8585CB7F6B0798E9839B10C1',
    diversificationHex: '001C0000ABCDEF12',
    expectedHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
  },
  {
    cardKeyHex: '19296D4CD626859E8AADDF0B2AAB8FEA',
    diversificationHex: '18932FECA2D84326',
    expectedHex: '76E5586DDCBAD5A4FBA825F73719A2BF',
  },
  {
    cardKeyHex: '94F867167C64EF3EEAB0CB627A7A3480',
    diversificationHex: 'EAE8A620A75648D8',
    expectedHex: '1946C1A7A70D9B3DB6FE4C3D70B3BCF7',
  },
  {
    cardKeyHex: '8357F1866492A1C8D657132AABF25789',
    diversificationHex: '1234567890123456',
    expectedHex: '40F454B643E54C0D7A20DA4A62A72A5E',
  },
  {
    cardKeyHex: '154F349D8585CB7F6B0798E9839B10C1',
    diversificationHex: '1234567890123456',
    expectedHex: '91E5C4FEF4F7CBD6D53776B6F7C4EA2F',
  },
  {
    cardKeyHex: '1083E9C8A72AA26BDC9B10570B73BACB',
    diversificationHex: '1234567890123456',
    expectedHex: 'E062B0B5B573A743E38552C4C4FBCD5E',
  },
  {
    cardKeyHex: 'A7CD8A644A2FA829D0675210C4B001F1',
    diversificationHex: 'ABCDEF1234567890',
    expectedHex: '38758097AE8C9410581945610D85986B',
  },
  {
    cardKeyHex: '52E0E0B69202802A9170C7B6D3BCB5D0',
    diversificationHex: 'ABCDEF1234567890',
    expectedHex: '9EE6A89276B008516226F8CE75FD8C02',
  },
] as const;

/** Retail MACs as application cryptograms. */
export const macVectors = [
  {
    keyHex: '3E736BF8D37664348A04E3ABE00DEFC1',
    messageHex: '0123456789ABCDEF0123456789ABCDEF',
    padding: 'method-2',
    expectedHex: '4B46013359B7A58B',
  },
  {
    keyHex: '3E736BF8D37664348A04E3ABE00DEFC1',
    messageHex: '0123456789ABCDEF0123456789ABCDEF01',
    padding: 'method-1',
    expectedHex: '2E141C6BC4A20DA8',
  },
  {
    keyHex: '40F454B643E54C0D7A20DA4A62A72A5E',
    messageHex: '0123456789ABCDEF0123456789ABCDEF',
    padding: 'method-2',
    expectedHex: '8698A7319324FD93',
  },
  {
    keyHex: '154F349D8585CB7F6B0798E9839B10C1',
    messageHex: '0000000040000000000000000124800004800001241911050152BF45851800001C03A06010',
    padding: 'method-1',
    expectedHex: '29CCA15AE665FA2E',
  },
  {
    keyHex: '436B942AD637E08564B532B0EC97CB26',
    messageHex: '0000000040000000000000000124800004800001241911050152BF45851800001C06011203A0B800',
    padding: 'method-2',
    expectedHex: '7A788EA6B8A3E733',
  },
  {
    keyHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
    messageHex:
      '00000000999900000000000001248000000000012420990600ABCDEF121800001C1501850440B100000000B00000000000000000000000',
    padding: 'method-2',
    expectedHex: '18932FECA2D84326',
  },
  {
    keyHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
    messageHex: '00000000999900000000000001248000000000012420990600ABCDEF121800001CA00003220000',
    padding: 'method-2',
    expectedHex: '24CCF3DEE3158C70',
  },
  {
    keyHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
    messageHex: '00000000999900000000000001248000000000012420990600ABCDEF121800001CA0000322000000000000000322FF',
    padding: 'method-2',
    expectedHex: 'EAE8A620A75648D8',
  },
] as const;

/** Response cryptograms, method 1. */
export const responseCryptogramVectors = [
  {
    keyHex: 'F84315C7B95BD3B0C74694922C3808B0',
    cryptogramHex: '4B46013359B7A58B',
    responseCodeHex: '0000',
    expectedHex: 'F8C9CECAABD55AD1',
  },
  {
    keyHex: 'C7AEDF49AEF2F146D692400E0B851A8F',
    cryptogramHex: '19C1FBC83EBDC0D5',
    responseCodeHex: '0000',
    expectedHex: 'C3620580668E5B65',
  },
] as const;
