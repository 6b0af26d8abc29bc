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

/** @returns undefined when the store had no room: then nothing was written, and what was open is still open */
export function unlessFull<T>(write: () => T): T | undefined {
  try {
    return write();
  } catch (error) {
    if (error instanceof StoreFailure && error.code === 'STORE_FULL') return undefined;
    throw error;
  }
}
