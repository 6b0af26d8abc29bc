/** How a terminal and this host agreed to write their messages. */
export interface WireFormat {
  /** `packed`: two digits a byte, bytes as they are. `characters`: everything in printable characters. */
  readonly style: 'packed' | 'characters';
  /** Edition of ISO 8583; that of 1987 unless told. */
  readonly edition?: '1987' | '1993';
  /** Length before each message: two or four bytes, big-endian, or four ASCII digits. */
  readonly lengthHeader: 'binary-2' | 'binary-4' | 'ascii-4';
  /** Whether a transport protocol data unit of 5 bytes follows the length: identifier, destination, origin. */
  readonly hasTransportUnit: boolean;
}

/** What most terminals have. */
export const usualFormat: WireFormat = { style: 'packed', lengthHeader: 'binary-2', hasTransportUnit: false };
