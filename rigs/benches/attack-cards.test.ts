import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { TransactionReport } from '#drivers/ports/terminal.ts';
import { createJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import { attacks } from '#rigs/sim/attack-card/attacks.table.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { createContactSlot } from '#rigs/sim/contact-slot/contact-slot.ts';
import { createSimulatedReader } from '#rigs/sim/reader/simulated-reader.ts';
import { openDurableStore, type TerminalConfiguration } from '#terminal';
import { createPerson } from './cardholder.ts';
import { createHostSide } from './host-side.ts';
import { memoryNetwork } from './memory-network.ts';
import { tappedReader } from './reader-tap.ts';
import { tappedSlot } from './slot-tap.ts';
import { plugInReferenceTerminal } from './subject.ts';
import { referenceConfiguration, testScheme } from './test-scheme.ts';

const relayResistance = {
  graceMinHundredUs: 20,
  graceMaxHundredUs: 50,
  commandTransmissionHundredUs: 18,
  responseTransmissionHundredUs: 24,
  accuracyThresholdHundredUs: 300,
  transmissionMismatchPercent: 50,
};

type Kernel3 = NonNullable<TerminalConfiguration['applications'][number]['kernel3']>;

/** A terminal that takes two brands over the air, and measures relay resistance. */
function configuration(kernel3: Kernel3): TerminalConfiguration {
  const [chip] = referenceConfiguration.applications;
  if (chip === undefined) throw new Error('the reference terminal takes a card');
  return {
    ...referenceConfiguration,
    applications: [
      { ...chip, kernel2: { acceptsDeviceVerification: false, relayResistance } },
      {
        ...chip,
        aidHex: 'A0000000031010',
        label: 'Touchstone Blue',
        kernelId: 3,
        cvmRequiredLimitMinor: 2000,
        terminalTransactionQualifiersHex: '32004000',
        kernel3,
      },
    ],
  };
}

/** Purchases over 30.00, one after the other with the same card; what the terminal reported of each. */
async function purchases(
  name: string,
  {
    entry,
    times = 1,
    kernel3 = {},
    explained = [],
  }: {
    readonly entry: 'contact' | 'contactless';
    readonly times?: number;
    readonly kernel3?: Kernel3;
    /** Takes what the terminal said of every signature that failed. */
    readonly explained?: string[];
  },
): Promise<readonly TransactionReport[]> {
  const clock = virtualClock({ startMs: 1_795_420_800_000 });
  const rng = seededRng(name);
  const journal = createJournal(clock);
  const common = { clock, rng, journal, mask: createMask() };
  const scheme = testScheme('2026-11-23');
  const box = scheme.cards(rng.fork('cards'));
  await using slot = createContactSlot({ clock, card: (card) => box.withContacts(card), onMove: () => undefined });
  const card = box.withContacts(name);
  const field = { powered: () => [card], onChange: () => ({ [Symbol.dispose]: () => undefined }) };
  if (entry === 'contactless') card.powerOn('contactless');
  await using reader = createSimulatedReader({ field, clock, isPowered: () => true });
  using store = openDurableStore(':memory:');
  const hostSide = createHostSide({ ...common, scheme, terminal: referenceConfiguration });
  await using terminal = plugInReferenceTerminal({
    ...common,
    configuration: configuration(kernel3),
    contactless: tappedReader({ ...common, reader, isSupplied: () => true }),
    contact: tappedSlot({ ...common, slot }),
    cardholder: createPerson({ clock, journal }),
    network: memoryNetwork(clock, hostSide),
    battery: createBattery({ name: 'battery', chargePercent: 80, temperatureC: 21 }),
    store,
  });
  const one = async (): Promise<TransactionReport> => {
    if (entry === 'contact') await slot.insert(name);
    const report = await terminal.perform({ kind: 'purchase', entry, amountMinor: 3000, currencyCode: '978' });
    await slot.remove();
    if (entry === 'contactless') card.powerOn('contactless');
    return report;
  };
  const reports: TransactionReport[] = [];
  for (let done = 0; done < times; done += 1) reports.push(await clock.drive(one()));
  for (const event of journal.events) {
    const why = event.kind === 'kernel' ? event.facts['why'] : undefined;
    if (why !== undefined) explained.push(why);
  }
  return reports;
}

describe('an attacked card', () => {
  test.each(attacks)('$name ends lawfully: $lawful.because', async ({ name, through, lawful }) => {
    const [report] = await purchases(name, { entry: through });
    expect(lawful.outcomes).toContain(report?.outcome);
  });

  test.each(attacks)(
    '$base, before which the attacker of $name sits, pays when nobody does',
    async ({ base, through }) => {
      const [report] = await purchases(base, { entry: through });
      expect(report?.outcome).toBe('approved');
    },
  );

  test('whose cardholder is said to be verified pays nothing where only signed qualifiers count', async () => {
    const options = { entry: 'contactless', kernel3: { requiresAuthenticatedQualifiers: true } } as const;
    const [report] = await purchases('attack-no-pin-by-qualifiers', options);
    expect(report).toMatchObject({ outcome: 'declined', wentOnline: false });
  });

  test('that is far away is told of in the results when it has relay resistance', async () => {
    const [near] = await purchases('chip-relay-resistance', { entry: 'contactless' });
    const [far] = await purchases('attack-relay-resistance-30-ms', { entry: 'contactless' });
    expect(near?.terminalVerificationResultsHex).toBe('0000008002');
    expect(far?.terminalVerificationResultsHex).toBe('0000008006');
  });

  test('that replays its first answer pays once, and the terminal says which number is stale', async () => {
    const explained: string[] = [];
    const reports = await purchases('attack-pre-play', { entry: 'contactless', times: 3, explained });
    expect(reports.map(({ outcome }) => outcome)).toEqual(['approved', 'declined', 'declined']);
    expect(explained).toEqual([
      'stale unpredictable number (9F37): the card signed that of the transaction before',
      'stale unpredictable number (9F37): the card signed that of 2 transactions ago',
    ]);
  });
});
