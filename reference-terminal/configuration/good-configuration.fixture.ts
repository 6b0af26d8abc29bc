/** A terminal that may be configured so, with chip slot and PIN pad. */
export const good = `terminalId: TS000001
merchantId: TOUCHSTONE00001
acquirerId: '400001'
merchantCategoryCode: '5999'
merchantName: Shop
countryCode: '276'
currencyCode: '978'
currencyExponent: 2
terminalTypeHex: '22'
terminalCapabilitiesHex: 'E0F8C8'
additionalCapabilitiesHex: 'F000F0A001'
interfaceDeviceSerialNumber: TS000001
applications:
  - aidHex: A0000000041010
    label: One
    kernelId: 2
    transactionLimitMinor: 10000
    floorLimitMinor: 0
    cvmRequiredLimitMinor: 5000
    terminalActionCodes: { denialHex: '0440000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' }
    applicationVersionNumberHex: '0002'
  - aidHex: A0000000031010
    label: Two
    kernelId: 3
    transactionLimitMinor: 10000
    floorLimitMinor: 0
    cvmRequiredLimitMinor: 5000
    terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' }
    applicationVersionNumberHex: '0002'
    terminalTransactionQualifiersHex: '36004000'
contact:
  applications:
    - aidHex: A0000000041010
      label: One
      allowsPartialSelection: true
      applicationVersionNumberHex: '0002'
      floorLimitMinor: 5000
      terminalActionCodes: { denialHex: '0000000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' }
      randomSelection: { targetPercent: 10, maximumTargetPercent: 50, thresholdMinor: 1000 }
      defaultDynamicDataObjectListHex: '9F3704'
  terminalCapabilitiesHex: 'E0F8C8'
  usesDirectory: true
  combinedAuthenticationMode: 1
  allowsPinBypass: true
  onlinePin: { scheme: zone-tdes, format: 0, keyHex: '0123456789ABCDEFFEDCBA9876543210' }
  keepsTransactionLog: true
  exceptionFile:
    - { panDigits: '5413339000001513' }
certificationAuthorityKeys:
  # The published test key of index F1 for this provider; the checksum is its published one.
  - ridHex: A000000004
    index: 241
    modulusHex: 'A0DCF4BDE19C3546B4B6F0414D174DDE294AABBB828C5A834D73AAE27C99B0B053A90278007239B6459FF0BBCD7B4B9C6C50AC02CE91368DA1BD21AAEADBC65347337D89B68F5C99A09D05BE02DD1F8C5BA20E2F13FB2A27C41D3F85CAD5CF6668E75851EC66EDBF98851FD4E42C44C1D59F5984703B27D5B9F21B8FA0D93279FBBF69E090642909C9EA27F898959541AA6757F5F624104F6E1D3A9532F2A6E51515AEAD1B43B3D7835088A2FAFA7BE7'
    exponentHex: '03'
    checksumHex: 'D8E68DA167AB5A85D8C3D55ECB9B0517A1A5B4BB'
    expiry: '301231'
cardTimeoutMs: 3500
hostResponseTimeoutMs: 1000
hostConnectTimeoutMs: 1500
reversalRetryMs: 500
batteryRefusePercent: 5
environment: test
`;
