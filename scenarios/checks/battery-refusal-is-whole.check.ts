import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';

/** Reasons that speak of the battery. */
const batteryReasons: ReadonlySet<string> = new Set(['battery-low', 'battery-charging']);

/**
 * A transaction that is refused for the battery touches neither card nor host and says why; and after one was refused at some
 * charge, none is begun at that charge or less.
 */
export const check: Check = {
  name: 'battery-refusal-is-whole',
  clause: 'Touchstone robustness targets, low battery',
  proves: ['PERF-BAT-01'],
  needs: ['requested', 'reported', 'supply', 'apdu', 'host-message'],
  judge: (events) => {
    let refusedAtPercent = -1;
    return transactionsOf(events).flatMap((transaction): readonly CheckFinding[] => {
      const { chargePercent, isRefused } = transaction;
      const findings = isRefused ? refusal(transaction) : beginning(transaction, refusedAtPercent);
      if (chargePercent !== undefined && isRefused) refusedAtPercent = chargePercent;
      return findings;
    });
  },
};

interface Tried {
  readonly during: readonly Recorded[];
  readonly chargePercent: number | undefined;
  readonly isRefused: boolean;
  readonly displayed: readonly string[];
  readonly eventIndex: number;
}

function transactionsOf(events: readonly Recorded[]): readonly Tried[] {
  return events.flatMap((event): readonly Tried[] => {
    if (event.kind !== 'reported') return [];
    const requested = events.findLast(({ kind, index }) => kind === 'requested' && index < event.index);
    const during = events.slice(requested?.index ?? event.index, event.index);
    // What the gauge said when it was asked for, not what became of the charge on the way.
    const supply = during.find(({ kind }) => kind === 'supply');
    return [
      {
        during,
        chargePercent: supply?.kind === 'supply' ? supply.chargePercent : undefined,
        isRefused: event.report.outcome === 'refused' && batteryReasons.has(event.report.reason),
        displayed: event.report.displayed,
        eventIndex: event.index,
      },
    ];
  });
}

function refusal({ during, displayed, eventIndex }: Tried): readonly CheckFinding[] {
  const touched = during.filter((event) => event.kind === 'apdu' || isFinancial(event)).length;
  return [
    {
      holds: touched === 0,
      text: 'a sale that is refused for the battery touches neither card nor host',
      expected: 'no command to a card, no request to the host',
      observed: `${touched} of them`,
      eventIndex,
    },
    {
      holds: displayed.length > 0,
      text: 'a refusal for the battery is shown',
      expected: 'a text',
      observed: displayed.at(-1) ?? 'none',
      eventIndex,
    },
  ];
}

function beginning({ chargePercent, eventIndex }: Tried, refusedAtPercent: number): readonly CheckFinding[] {
  if (chargePercent === undefined || refusedAtPercent < 0) return [];
  return [
    {
      holds: chargePercent > refusedAtPercent,
      text: 'no sale is begun at a charge at which one was refused',
      expected: `more than ${refusedAtPercent} percent`,
      observed: `${chargePercent} percent`,
      eventIndex,
    },
  ];
}

function isFinancial(event: Recorded): boolean {
  return event.kind === 'host-message' && event.direction === 'to-host' && /^0[12]00$/u.test(event.mti);
}
