/*
 * Values from the public test suite of knovichikhin/pyemv (commit cf6b82d7a1e1b57c87d18a2caae2115f8b3e4309, MIT
 * licence, tests/test_kd_hsm.py, test_sm_hsm.py, test_ac_hsm.py and test_cvn_hsm.py), which took them from an HSM. Each
 * was recomputed by an independent script. Accounts and keys in it are the suite's own.
 */

/** ICC master keys by option A. */
export const masterKeys = [
  {
    issuerMasterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '12345678901234567',
    panSequenceNumber: '45',
    expectedHex: '946DC1A8C78A624519BC4645CB073737',
  },
  {
    issuerMasterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '12345678901234567',
    panSequenceNumber: '00',
    expectedHex: '8357F1866492A1C8D657132AABF25789',
  },
  {
    issuerMasterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '1234567890123456',
    panSequenceNumber: '01',
    expectedHex: 'A7CD8A644A2FA829D0675210C4B001F1',
  },
  {
    issuerMasterKeyHex: '11111111111111112222222222222222',
    pan: '1234567890123456',
    panSequenceNumber: '01',
    expectedHex: '52E0E0B69202802A9170C7B6D3BCB5D0',
  },
] as const;

/** EMV common session keys. */
export const sessionKeys = [
  {
    iccMasterKeyHex: '154F349D8585CB7F6B0798E9839B10C1',
    diversifierHex: '001C0000ABCDEF12',
    expectedHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
  },
  {
    iccMasterKeyHex: '19296D4CD626859E8AADDF0B2AAB8FEA',
    diversifierHex: '18932FECA2D84326',
    expectedHex: '76E5586DDCBAD5A4FBA825F73719A2BF',
  },
  {
    iccMasterKeyHex: '8357F1866492A1C8D657132AABF25789',
    diversifierHex: '1234567890123456',
    expectedHex: '40F454B643E54C0D7A20DA4A62A72A5E',
  },
  {
    iccMasterKeyHex: 'A7CD8A644A2FA829D0675210C4B001F1',
    diversifierHex: 'ABCDEF1234567890',
    expectedHex: '38758097AE8C9410581945610D85986B',
  },
] as const;

/** Retail MACs with padding method 2. The third one's data is a whole M/Chip cryptogram, with the MAC that is its AC. */
export const retailMacs = [
  {
    keyHex: '3E736BF8D37664348A04E3ABE00DEFC1',
    dataHex: '0123456789ABCDEF0123456789ABCDEF',
    expectedHex: '4B46013359B7A58B',
  },
  {
    keyHex: '40F454B643E54C0D7A20DA4A62A72A5E',
    dataHex: '0123456789ABCDEF0123456789ABCDEF',
    expectedHex: '8698A7319324FD93',
  },
  {
    keyHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
    dataHex: '00000000999900000000000001248000000000012420990600ABCDEF121800001CA00003220000',
    expectedHex: '24CCF3DEE3158C70',
  },
] as const;

/** An M/Chip application cryptogram from its parts (the suite calls the version 16). */
export const cryptogramFromParts = {
  sessionKeyHex: '5D8F37BCD9E5DA68048CDFA2EA255D9E',
  terminalValuesHex: {
    '9F02': '000000009999',
    '9F03': '000000000000',
    '9F1A': '0124',
    '95': '8000000000',
    '5F2A': '0124',
    '9A': '209906',
    '9C': '00',
    '9F37': 'ABCDEF12',
  },
  applicationInterchangeProfileHex: '1800',
  counterHex: '001C',
  cardVerificationResultsHex: 'A00003220000',
  expectedHex: '24CCF3DEE3158C70',
} as const;

/** M/Chip version 14 hexadecimal (the suite's 20): from the issuer's key to the response cryptogram. */
export const issuerAuthentications = [
  {
    issuerMasterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '1234567890123456',
    panSequenceNumber: '00',
    applicationTransactionCounter: 0x1c,
    cryptogramHex: 'CD29615D6452E70E',
    responseCodeHex: '0010',
    expectedHex: 'DFD0956606B68D64',
  },
  {
    issuerMasterKeyHex: '0123456789ABCDEFFEDCBA9876543210',
    pan: '1234567890123456',
    panSequenceNumber: '00',
    applicationTransactionCounter: 0x1c,
    cryptogramHex: 'C30E54BE496CF5E5',
    responseCodeHex: '0010',
    expectedHex: '4F51F9CC63CE8B3C',
  },
] as const;
