import assert from 'node:assert/strict';
import type { Happening } from '#drivers/ports/evidence.ts';
import type { OpenJournal } from '#rigs/journal.ts';
import type { Mask } from '#rigs/mask.ts';
import type { HostSide } from './host-side.ts';
import type { KernelWire } from './kernel-wire.ts';
import type { CardBox } from './test-scheme.ts';

/** What belongs to the case that is under way, for devices that outlive it. */
export interface CurrentCase {
  readonly journal: OpenJournal;
  readonly mask: Mask;
  readonly cards: CardBox;
  readonly hostSide: HostSide;
  readonly wire: KernelWire;
}

/** The place where long-lived devices look up whom they serve. */
export class CaseSlot {
  #current: CurrentCase | undefined;

  /** The case under way; asking between cases is a mistake of the bench. */
  get current(): CurrentCase {
    assert(this.#current !== undefined, 'a device of the bench served a case although none is under way');
    return this.#current;
  }

  enter(current: CurrentCase): Disposable {
    assert(this.#current === undefined, 'cases run one after the other');
    this.#current = current;
    return {
      [Symbol.dispose]: () => {
        this.#current = undefined;
      },
    };
  }

  /** Journals what a device saw, if a case is under way: between cases nobody asks. */
  note(happening: (current: CurrentCase) => Happening): void {
    if (this.#current !== undefined) this.#current.journal.append(happening(this.#current));
  }
}
