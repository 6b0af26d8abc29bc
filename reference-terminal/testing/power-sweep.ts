import type { TerminalNeeds } from '../needs.ts';

/** Needs that count each moment at which power may fail, and let it fail at one of them. */
export interface SweptNeeds {
  readonly needs: TerminalNeeds;
  /** How many moments there have been. */
  readonly momentCount: () => number;
}

/**
 * Wraps needs so that power fails at moment number `failAt` (from 1). Before and after every call of every need is a
 * moment, and for what takes time also when its result is there: a store that was asked but did not write, one that
 * wrote but could not say so, bytes that were handed over, or not.
 *
 * @param cut  takes the terminal's power
 */
export function sweptNeeds(needs: TerminalNeeds, failAt: number, cut: () => void): SweptNeeds {
  let moments = 0;
  const moment = (): void => {
    moments += 1;
    if (moments === failAt) cut();
    // A need that is reached after the cut would be a hole in the gate; one that is reached by the cut does nothing.
    if (moments >= failAt) throw new Error('this need has no power any more');
  };
  const swept = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member === 'object' && member !== null) return swept(member);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]): unknown => {
          // The world may still close a dead terminal's sockets.
          if (name === 'close' && moments >= failAt) return Reflect.apply(member, object, given) as unknown;
          moment();
          return sweptResult(Reflect.apply(member, object, given));
        };
      },
    });
  const sweptResult = (result: unknown): unknown => {
    if (!(result instanceof Promise)) {
      moment();
      return furtherNeed(result);
    }
    // When power fails at the next moment, nobody is left to hear how the call goes on.
    result.catch(() => undefined);
    moment();
    return result.then((value: unknown) => {
      moment();
      return furtherNeed(value);
    });
  };
  /** Connections and iterators are needs of their own. */
  const furtherNeed = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && ('send' in value || 'next' in value) ? swept(value) : value;
  return {
    needs: {
      clock: swept(needs.clock),
      random: (length) => {
        moment();
        return needs.random(length);
      },
      contactless: swept(needs.contactless),
      host: swept(needs.host),
      battery: swept(needs.battery),
      observer: swept(needs.observer),
      store: swept(needs.store),
    },
    momentCount: () => moments,
  };
}
