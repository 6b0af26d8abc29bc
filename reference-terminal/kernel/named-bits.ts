/** Where named bits sit: byte index and mask. */
export type BitPositions<Name extends string> = Readonly<Record<Name, readonly [byteIndex: number, mask: number]>>;

/** Bytes with the named bits set and all others zero. */
export function encodeBits<Name extends string>(
  names: Iterable<Name>,
  layout: { readonly positions: BitPositions<Name>; readonly lengthBytes: number },
): Uint8Array {
  const bytes = new Uint8Array(layout.lengthBytes);
  for (const name of names) {
    const [byteIndex, mask] = layout.positions[name];
    bytes[byteIndex] = (bytes[byteIndex] ?? 0) | mask;
  }
  return bytes;
}

/** Names of the bits that are set in `bytes`, in the order of the layout. Bits without a name are passed over. */
export function decodeBits<Name extends string>(bytes: Uint8Array, positions: BitPositions<Name>): readonly Name[] {
  const names = Object.keys(positions) as Name[];
  return names.filter((name) => {
    const [byteIndex, mask] = positions[name];
    return ((bytes[byteIndex] ?? 0) & mask) !== 0;
  });
}
