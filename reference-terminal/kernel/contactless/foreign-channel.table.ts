/**
 * A channel of kernel 8 as another implementation computes it: EmvCrypt of github.com/Digrol/Denom at 384f547 (MIT No Attribution),
 * run under OpenJDK 17 on 2026-11-27. Both private keys are published (RFC 6979, A.2.5: key and nonce); the blinding factor is ours.
 */
export const foreignChannel = {
  kernelSecretHex: 'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721',
  kernelKeyHex:
    '60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299',
  cardKeyXHex: '1CCBE91C075FC7F4F033BFA248DB8FCCD3565DE94BBFB12F3C59FF46C271BF83',
  /** x of the blinded key, and the blinding factor enciphered with counter 8000. */
  cardKeyDataHex:
    'B56BD9F6AFF0A38B66B467111040C187BBEFE0E1EE21302973114B7513668A046D055D784B53CEBDE52581829B06FD868FE3446529588482CB18B850404FF528',
  /** The card's next messages: a record, an envelope with its code, its receipt for an envelope. */
  record: {
    plainHex: '5A0854133366000003745F24032912315F340101',
    sentHex: 'C70D9D21AF0043B289BB8B30B26D027CA0557CF5',
  },
  envelopeRead: { plainHex: '9F811303C0FFEE', sentHex: 'D8C4545C68A3847682F7E03DAE099B' },
  envelopeWritten: { plainHex: '9F8111020102', sentHex: 'C948B2035182', receiptHex: '0FBACCDB7E1F9B12' },
  talkHex: '9F27018000112233445566778899AABBCCDDEEFF0102030405',
  issuerDataMacHex: 'B179E6D88A87459A',
  cryptogramHex: '1122334455667788',
  enhancedMacHex: '79F5287750D2056F',
} as const;
