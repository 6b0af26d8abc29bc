import type { ContactlessInterface } from '../../needs.ts';
import { createTornLog } from './torn-transactions.ts';
import type { TornLog } from './torn-transactions.ts';
import { createUsedNumbers } from './unpredictable-number.ts';
import type { UsedNumbers } from './unpredictable-number.ts';

/** What a reader keeps from one transaction to the next, as long as it is powered. */
export interface ReaderMemory {
  readonly tornLog: TornLog;
  readonly usedNumbers: UsedNumbers;
}

const memories = new WeakMap<ContactlessInterface, ReaderMemory>();

/** The memory of this reader. Card data stays in memory and is gone with the reader's power. */
export function readerMemoryOf(contactless: ContactlessInterface): ReaderMemory {
  const known = memories.get(contactless);
  if (known !== undefined) return known;
  const memory = { tornLog: createTornLog(), usedNumbers: createUsedNumbers() };
  memories.set(contactless, memory);
  return memory;
}
