import type { Edit } from './mutants.table.ts';

/** A terminal or an acquirer that loses or doubles money when something goes wrong, and only then. */
export interface MoneyMutant {
  readonly name: string;
  readonly fault: string;
  readonly edits: readonly Edit[];
  /** The journey whose sweep must find it. */
  readonly journey: string;
  /** The rule that must be found broken. */
  readonly breaks: string;
}

const authorisation = 'reference-terminal/store-and-forward/authorisation.ts';
const transaction = 'reference-terminal/merchant/transaction.ts';
const deliveryQueue = 'reference-terminal/store-and-forward/delivery-queue.ts';
const host = 'rigs/sim/acquirer/host.ts';
const books = 'rigs/sim/acquirer/books.ts';

/** Each must be found by a sweep, with at most three faults. */
export const moneyMutants: readonly MoneyMutant[] = [
  {
    name: 'retries-as-a-new-sale',
    fault: 'a silent host is asked again under a new trace number, and the first request is forgotten',
    journey: 'purchase',
    breaks: 'collected-though-refused',
    edits: [
      {
        file: authorisation,
        find: '  const exchange = await parts.client.exchange(request);',
        replace: `  const first = await parts.client.exchange(request);
  const again = { ...request, fields: new Map([...request.fields, [11, parts.needs.store.nextStan()]] as const) };
  const exchange = first.kind === 'silent' ? await parts.client.exchange(again) : first;`,
      },
    ],
  },
  {
    name: 'fails-over-with-a-new-sale',
    fault: 'when the connection breaks, the sale is asked for once more at the other host under a new trace number',
    journey: 'two-hosts',
    breaks: 'known-not-collected',
    edits: [
      {
        file: authorisation,
        find: '  const exchange = await parts.client.exchange(request);',
        replace: `  const first = await parts.client.exchange(request);
  const again = { ...request, fields: new Map([...request.fields, [11, parts.needs.store.nextStan()]] as const) };
  const exchange = first.kind === 'connection-lost' ? await parts.client.exchange(again) : first;`,
      },
    ],
  },
  {
    name: 'host-drops-old-keys-at-once',
    fault: 'the host takes nothing under the old keys from the moment at which it made new ones',
    journey: 'changing-keys',
    breaks: 'sells-no-more',
    edits: [
      {
        file: 'rigs/sim/hsm/working-keys.ts',
        find: '    return this.#offered === undefined ? [this.#current] : [this.#offered, this.#current];',
        replace: '    return [this.#offered ?? this.#current];',
      },
    ],
  },
  {
    name: 'new-keys-only-in-memory',
    fault: 'new keys are used before they are on the disk, and forgotten with the power',
    journey: 'changing-keys',
    breaks: 'sells-no-more',
    edits: [
      {
        file: 'reference-terminal/host/keys-in-force.ts',
        find: "      store.takeWorkingKeys(Buffer.from(JSON.stringify({ ...all, configured }), 'utf8'));\n",
        replace: '',
      },
    ],
  },
  {
    name: 'counts-keys-when-the-answer-came',
    fault: 'the serial number of a key is written down when it is asked for the next time, not before it is used',
    journey: 'derived-keys',
    breaks: 'key-used-twice',
    edits: [
      {
        file: 'reference-terminal/terminal.ts',
        find: 'const gate = powerGate(plan.needs);',
        replace: `const { store: disk } = plan.needs;
  let pending: Uint8Array | undefined;
  const takeKeySerialNumber: typeof disk.takeKeySerialNumber = (first, next) => {
    const last = pending ?? disk.lastKeySerialNumber(first);
    if (pending !== undefined) disk.takeKeySerialNumber(first, () => last);
    pending = next(last);
    return pending;
  };
  const gate = powerGate({ ...plan.needs, store: Object.assign(Object.create(disk), { takeKeySerialNumber }) });`,
      },
    ],
  },
  {
    name: 'forgets-reversals',
    fault: 'a terminal that was switched on again does not look for what it left open',
    journey: 'purchase',
    breaks: 'doubt-left',
    edits: [
      { file: deliveryQueue, find: 'for (const intent of store.openIntents()) oweReversal(intent);', replace: '' },
    ],
  },
  {
    name: 'reverses-what-it-confirmed',
    fault: 'the approval is shown before it is written down, so a power cut in between reverses a completed sale',
    journey: 'purchase',
    breaks: 'approved-not-collected',
    edits: [
      {
        file: authorisation,
        find: '  const written = unlessRefused(() => store.completeTransaction(id, { ...end, ...confirmed() }));\n',
        replace: `  const written = undefined as unknown;
  deferred.push(() => store.completeTransaction(id, { ...end, ...confirmed() }));
`,
      },
      {
        file: authorisation,
        find: '/** How the host decided, in the report',
        replace: `export const deferred: (() => void)[] = [];
/** How the host decided, in the report`,
      },
      {
        file: transaction,
        find: "import { authorise } from '../store-and-forward/authorisation.ts';",
        replace: "import { authorise, deferred } from '../store-and-forward/authorisation.ts';",
      },
      {
        file: transaction,
        find: '  observed.observer.display(text);\n',
        replace: '  observed.observer.display(text);\n  for (const work of deferred.splice(0)) work();\n',
      },
    ],
  },
  {
    name: 'tells-of-a-part-once',
    fault: 'a partial reversal is taken for delivered as soon as it leaves',
    journey: 'partial',
    breaks: 'totals-differ',
    edits: [
      {
        file: deliveryQueue,
        find: '  const exchange = await client.exchange(messageOf(parts.dialect, due));\n',
        replace: `  const exchange = await client.exchange(messageOf(parts.dialect, due));
  if (due.kind === 'replacement') unlessRefused(() => store.delivered(due.id, '00'));
`,
      },
    ],
  },
  {
    name: 'shows-the-part-before-it-is-written',
    fault: 'a part is booked whole at first, and corrected after the receipt',
    journey: 'partial',
    breaks: 'known-not-collected',
    edits: [
      {
        file: authorisation,
        find: 'approvalCode, amountMinor, hasIssuerAuthentication } as const;',
        replace: 'approvalCode, hasIssuerAuthentication } as const;',
      },
      {
        file: authorisation,
        find: '  // An approval that is not on the disk is none',
        replace: `  if (amountMinor !== undefined) unlessRefused(() => store.correct(id, amountMinor));
  // An approval that is not on the disk is none`,
      },
      {
        file: 'reference-terminal/store-and-forward/durable-store.ts',
        find: '    ensureDeviceKey: (make) => ensureDeviceKey(database, make),',
        replace: `    ensureDeviceKey: (make) => ensureDeviceKey(database, make),
    correct: (id, amountMinor) => void run(database, 'UPDATE transactions SET amount_minor = ? WHERE id = ?', amountMinor, id),`,
      },
      {
        file: 'reference-terminal/store-and-forward/durable-store.ts',
        find: '  ensureDeviceKey(make: () => Uint8Array): void;',
        replace: '  correct(id: number, amountMinor: number): void;\n  ensureDeviceKey(make: () => Uint8Array): void;',
      },
    ],
  },
  {
    name: 'acquirer-takes-off-again',
    fault: 'the acquirer takes the same partial reversal, received twice, for two',
    journey: 'partial',
    breaks: 'totals-differ',
    edits: [
      {
        file: books,
        find: "    if (line.replacementDigests.has(digest)) return { kind: 'repeated', isAltered: false };\n",
        replace: `    if (line.replacementDigests.has(digest)) {
      line.amountMinor -= takenOff.get(digest) ?? 0;
      return { kind: 'repeated', isAltered: false };
    }
`,
      },
      {
        file: books,
        find: '  line.amountMinor = line.amountMinor < 0 ? -leftMinor : leftMinor;',
        replace: `  takenOff.set(digest, line.amountMinor - leftMinor);
  line.amountMinor = leftMinor;`,
      },
      {
        file: books,
        find: 'interface Line {',
        replace: 'const takenOff = new Map<string, number>();\n\ninterface Line {',
      },
    ],
  },
  {
    name: 'acquirer-clears-twice',
    fault: 'the acquirer takes the same request, received twice, for two',
    journey: 'purchase',
    breaks: 'charged-twice',
    edits: [
      {
        file: host,
        find: "      return { responseCode: '94', reason: 'duplicate-stan' };",
        replace: `      this.books.write(message, { state: 'captured' });
      return { responseCode: '00', reason: 'approved' };`,
      },
    ],
  },
];
