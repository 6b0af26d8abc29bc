/** A key that the terminal shares with the host, or that keys are derived from for each transaction. */
export interface KeySettings {
  /** One key of a zone, or a key for every transaction that is derived from the device's initial key. */
  readonly scheme: 'zone-tdes' | 'zone-aes' | 'dukpt-tdes' | 'dukpt-aes';
  /** The zone's key, or the device's initial key: 16 or 24 bytes for TDES (16 under DUKPT), 16, 24 or 32 for AES. */
  readonly keyHex: string;
  /** Under DUKPT: which initial key that is, as a key serial number with a counter of zero; 10 bytes for TDES, 12 for AES. */
  readonly keySerialNumberHex?: string;
  /** Under AES DUKPT: the keys that are derived for work. Not longer than the initial key. */
  readonly keyType?: 'aes-128' | 'aes-192' | 'aes-256';
}

/** How PINs go to the host: under which key, and in which block. */
export interface OnlinePinSettings extends KeySettings {
  /** Format of the block: 0 and 3 have 8 bytes for TDES, 4 has 16 for AES. */
  readonly format: 0 | 3 | 4;
}
