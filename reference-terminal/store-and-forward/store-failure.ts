/**
 * Why the durable store could not do its work.
 * - STORE_CORRUPT: the file is damaged or no store at all
 * - STORE_FULL: no room left for the record; nothing of it was written
 * - STORE_UNKNOWN_VERSION: the file was written by a later version
 * - STORE_UNUSABLE: anything else that the file system or the database said
 */
export type StoreFailureCode = 'STORE_CORRUPT' | 'STORE_FULL' | 'STORE_UNKNOWN_VERSION' | 'STORE_UNUSABLE';

/** The durable store failed. What it was asked to write is not there, not even in part. */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode;

  constructor(code: StoreFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFailure';
    this.code = code;
  }
}

/** A record that the disk did not take, and the report's word for it. What was open before is still open. */
export class StorageRefused {
  readonly reason: 'storage-full' | 'storage-failed';

  constructor(reason: StorageRefused['reason']) {
    this.reason = reason;
  }
}

/**
 * Writes, or says why the disk did not take it: then nothing was written. A store that is damaged still throws, as nothing
 * that it says can be trusted.
 */
export function unlessRefused<T>(write: () => T): T | StorageRefused {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    if (error.code === 'STORE_FULL') return new StorageRefused('storage-full');
    if (error.code === 'STORE_UNUSABLE') return new StorageRefused('storage-failed');
    throw error;
  }
}
