import type { TerminalConfiguration } from '../configuration.ts';
import type { KernelOutcome, KernelRequest } from '../kernel/outcome.ts';
import type { Kernel } from '../merchant/transaction.ts';
import type { TerminalNeeds } from '../needs.ts';
import { openDurableStore } from '../store-and-forward/durable-store.ts';
import { createTerminal } from '../terminal.ts';
import type { ReferenceTerminal } from '../terminal.ts';
import type { TransactionReport } from '../transaction-report.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { scriptedHost } from './scripted-host.ts';
import type { ScriptedHost, Treatment } from './scripted-host.ts';

/** 22 November 2026, 10:20:30 UTC, day 326 of the year. */
export const startMs = 1_795_342_830_000;

/** A published test account number of the scheme; no real card has it. */
export const testPan = '5413330089604111';

/** A configuration for a terminal whose kernel is a fake: limits and keys are never asked for. */
export const configuration: TerminalConfiguration = {
  terminalId: 'TERM0001',
  merchantId: 'MERCHANT0000001',
  acquirerId: '123456',
  merchantCategoryCode: '5411',
  merchantName: 'CORNER SHOP',
  countryCode: '276',
  currencyCode: '978',
  currencyExponent: 2,
  terminalTypeHex: '22',
  terminalCapabilitiesHex: '0068C8',
  additionalCapabilitiesHex: '6000003001',
  interfaceDeviceSerialNumber: '00000001',
  applications: [],
  certificationAuthorityKeys: [],
  cardTimeoutMs: 30_000,
  hostResponseTimeoutMs: 15_000,
  hostConnectTimeoutMs: 5_000,
  reversalRetryMs: 60_000,
  batteryRefusePercent: 5,
};

/** Everything around a terminal, in memory. */
export interface World {
  readonly clock: ManualClock;
  readonly host: ScriptedHost;
  readonly needs: TerminalNeeds;
  /** How often the reader was polled. */
  readonly pollCount: () => number;
  readonly setChargePercent: (percent: number) => void;
}

/** A world with a card on the reader, a full battery and a host that approves. */
export function worldOf(options: { readonly store?: TerminalNeeds['store'] } = {}): World {
  const clock = manualClock(startMs);
  const host = scriptedHost(clock);
  let chargePercent = 80;
  let pollCount = 0;
  return {
    clock,
    host,
    pollCount: () => pollCount,
    setChargePercent(percent) {
      chargePercent = percent;
    },
    needs: {
      clock,
      host,
      random: (length) => new Uint8Array(length).fill(0x5a),
      contactless: {
        poll() {
          pollCount += 1;
          return Promise.resolve({ kind: 'card' });
        },
        transmit: () => Promise.resolve({ kind: 'card-gone' }),
        release: () => Promise.resolve(),
      },
      battery: { chargePercent: () => chargePercent, voltageMv: () => 3900 },
      observer: { display: () => undefined, kernelStep: () => undefined },
      store: options.store ?? openDurableStore(':memory:'),
    },
  };
}

/** A kernel that polls once and then wants to go online. */
export const onlineKernel: Kernel = async (needs, terms, request) => {
  await needs.contactless.poll();
  await needs.contactless.release();
  return { kind: 'online-request', data: { objects: objectsOf(request, terms), cardholderVerification: 'none' } };
};

/** A kernel that comes to this outcome. */
export function kernelWith(outcome: KernelOutcome): Kernel {
  return () => Promise.resolve(outcome);
}

/** What most tests ask for. */
export const purchase = { kind: 'purchase', amountMinor: 1250, currencyCode: '978' } as const;

/** A terminal in a world. */
export function switchOn(world: World, kernel: Kernel = onlineKernel): ReferenceTerminal {
  return createTerminal({ configuration, needs: world.needs, kernel });
}

/** One purchase, from start to end. */
export function pay(world: World, terminal: ReferenceTerminal): Promise<TransactionReport> {
  return world.clock.drive(terminal.perform(purchase));
}

/** Treats financial requests like this, and answers everything else. */
export function onlyRequests(treatment: Treatment): ScriptedHost['treat'] {
  return ({ mti }) => (mti === '0200' ? treatment : { kind: 'answer' });
}

/** Message types that reached the host, in order. */
export function receivedTypes(world: World): readonly string[] {
  return world.host.received.map(({ message }) => message.mti);
}

/** Data objects as the kernel leaves them behind. */
export function objectsOf(request: KernelRequest, terms = configuration): ReadonlyMap<string, Uint8Array> {
  const amount = String(request.amountMinor).padStart(12, '0');
  const values: Readonly<Record<string, string>> = {
    '5A': testPan,
    '57': `${testPan}D30112010000000000000F`,
    '5F24': '301130',
    '5F34': '01',
    '5F2A': `0${terms.currencyCode}`,
    '82': '1980',
    '84': 'A0000000041010',
    '95': '0000008000',
    '9A': '261122',
    '9B': 'E800',
    '9C': request.kind === 'refund' ? '20' : '00',
    '9F02': amount,
    '9F03': '000000000000',
    '9F10': '0114A00003220000000000000000000000FF',
    '9F1A': `0${terms.countryCode}`,
    '9F21': '102030',
    '9F26': '0123456789ABCDEF',
    '9F27': '80',
    '9F36': '0001',
    '9F37': '01020304',
    '50': Buffer.from('Touchstone Test').toString('hex'),
  };
  return new Map(Object.entries(values).map(([tag, hex]) => [tag, Uint8Array.from(Buffer.from(hex, 'hex'))]));
}
