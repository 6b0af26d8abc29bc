/**
 * Keys for PINs on the built-in benches, all of them for tests. The base keys and their key sets are the examples of
 * ANSI X9.24-1:2009, Annex A, and X9.24-3:2017, as openemv/dukpt (LGPL 2.1; facts only) quotes them.
 */
export const pinKeysHex = {
  /** Between terminals and acquirer. */
  terminalZone: { tripleDes: 'C1D0F8FB4958670DBA40AB1F3752EF0D', aes: '39B69B1B91FE05D48F7EF0D68EB2CBD6' },
  /** Between terminals and acquirer, for codes over messages. */
  codeZone: { tripleDes: '7FC24D13A85B960EE91C3742B6D05A8F', aes: 'B84F0C6215D9A37E4C810D5F92E6A37B' },
  /** Between terminals and acquirer, for new keys of the two. */
  keyEncrypting: { tripleDes: '5DA2C80B61F4973E0EBC497A38D61F85', aes: '4C8E13D7A90B652F7E31C4089AD5F26B' },
  /** Between acquirer and issuer. */
  issuerZone: { tripleDes: '6B31A9D05C7E42F8930D15CA4F86B27E', aes: '8E4A17D2C05B396FA1E87C3D5902B64F' },
  /** In the acquirer's security module, by the beginning of their serial numbers. */
  derivation: [
    { keySetHex: 'FFFF987654', baseKey: '0123456789ABCDEFFEDCBA9876543210', pinKeyBytes: 16 },
    { keySetHex: '1234567890', baseKey: 'FEDCBA9876543210F1F1F1F1F1F1F1F1', pinKeyBytes: 16 },
  ],
} as const;
