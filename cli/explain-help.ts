/** The format of a case, for `--help`. */
export const explainHelp = `
A case is one JSON object; bytes are hexadecimal text:
  what          application (9F26; arqc, tc, aac are the same), response (tag 91; arpc), script (MAC of a command; mac),
                sda, dda, cda, dcvv
  card          { "pan", "panSequenceNumber": "00", "masterKey": the issuer's, or "cardKey": the card's own }
  version       10, 14, 15, 16, 17, 17-m-chip, 18, 22 or 133; without it tag 9F10 tells
  objects       { "9F02": "000000001000", … } and/or field55: "9F0206…"
  amountMinor   application: DE 4, when it may differ from 9F02
  alternatives  { "9F37": ["…"], "9F36": ["…"] }: values that another tap had; otherKeys { "name": "…" }
  issuerAuthenticationData            response: value of tag 91
  command, macLength, previousMac     script: the whole command, its MAC last; masterKey is the one for scripts
  commands                            script: instead of command a list, in the order of sending: the first wrong one counts
  caKeys [{ index, modulus, exponent }], staticData, terminalData, transactionData     sda, dda, cda
  expiry (YYMM), serviceCode, checkValue, derivationOption A or B      dcvv; objects has 9F36
  triesMax      cap on the search, up to 20000

One case:
  { "what": "application", "version": "18",
    "card": { "pan": "1234567890123456", "panSequenceNumber": "00", "masterKey": "0123456789ABCDEFFEDCBA9876543210" },
    "objects": { "9F02": "000000004000", "9F03": "000000000000", "9F1A": "0124", "95": "8000048000", "5F2A": "0124",
      "9A": "191105", "9C": "01", "9F37": "52BF4585", "82": "1800", "9F36": "001D", "9F10": "06011203A0B800",
      "9F26": "7A788EA6B8A3E733" } }
Answer: all was computed with a counter 1 lower (9F36 is stale).`;
