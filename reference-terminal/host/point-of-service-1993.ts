/** Positions of the point of service data code, from 0. */
const authenticationCapability = 1;
const inputMode = 6;

/** Input modes by the entry mode of 1987: chip, contactless chip, stripe in place of a chip, stripe. Two are private. */
const inputModes: ReadonlyMap<string, string> = new Map([
  ['05', '5'],
  ['07', 'W'],
  ['80', 'X'],
  ['90', '2'],
]);

/**
 * Point of service data code, 12 positions: what the terminal can, where it stands, who is there, and how the card was read.
 *
 * @param entryMode  element 22 of 1987: how the card was read, and 1 with a PIN pad, 2 without
 * @clause ISO 8583:1993 4.3, data element 22, and its code tables: capability to read (5 chip), to authenticate (1 PIN), no capture,
 *   attended on the premises, cardholder and card present, input mode, method and place of authentication (1 PIN, 3
 *   authorizing agent), what can be written to the card (3 chip) and to paper and screen (4), digits of a PIN (C: twelve)
 */
export function dataCodeOf(entryMode: string, { hasPin }: { readonly hasPin: boolean }): string {
  const mode = inputModes.get(entryMode.slice(0, 2)) ?? '0';
  const canTakePin = entryMode.endsWith('1');
  const isChip = mode === '5' || mode === 'W';
  const authentication = hasPin ? '13' : '00';
  return `5${canTakePin ? '1' : '0'}0101${mode}${authentication}${isChip ? '3' : '1'}4${canTakePin ? 'C' : '0'}`;
}

/** The entry mode of 1987 that such a code says. */
export function entryModeOf(dataCode: string): string {
  const mode = [...inputModes].find(([, written]) => written === dataCode[inputMode])?.[0] ?? '00';
  return mode + (dataCode[authenticationCapability] === '1' ? '1' : '2');
}
