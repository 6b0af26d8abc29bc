import { cryptoMeter, type CryptoMeter } from './crypto-meter.ts';
import { heapKb } from './heap.ts';
import { summarize, type Row, type Section } from './measured.ts';
import { recordSale, type ReplayedSale } from './replayed-sale.ts';

/** Until the compiler is through with what is called a few times in every sale. */
const warmUpCount = 2000;
const entries = ['contactless', 'contact'] as const;
/** Growth below this is noise of the collector. */
const growthKbMax = 512;

/** What the terminal's own work costs, beside the cryptography that no terminal gets around. */
export const kernelTime: Section = {
  name: 'kernel',
  about: 'CPU of the terminal for a sale with combined authentication, split into cryptography and everything else',
  measure: async (effort) => {
    const rows: Omit<Row, 'section'>[] = [];
    for (const entry of entries) rows.push(...(await measureEntry(entry, effort === 'full' ? 3000 : 500)));
    rows.push(await memoryRow(effort === 'full' ? 100_000 : 5000));
    return rows;
  },
};

interface Sample {
  readonly wholeUs: number;
  readonly cryptoUs: number;
  readonly bareUs: number;
}

async function measureEntry(entry: (typeof entries)[number], count: number): Promise<Omit<Row, 'section'>[]> {
  const sale = await recordSale(entry);
  using meter = cryptoMeter();
  const samples: Sample[] = [];
  for (let index = 0; index < warmUpCount + count; index += 1) {
    const sample = await sampleOf(sale, meter);
    if (index >= warmUpCount) samples.push(sample);
  }
  const whole = summarize(samples.map(({ wholeUs }) => wholeUs));
  const crypto = summarize(samples.map(({ cryptoUs }) => cryptoUs));
  const rest = summarize(samples.map(({ wholeUs, cryptoUs }) => wholeUs - cryptoUs));
  const bare = { what: bareWords(meter), ...summarize(samples.map(({ bareUs }) => bareUs)) };
  const ratio = rest.p50 / bare.p50;
  return [
    {
      what: `${entry} sale, ${sale.commandCount} commands`,
      unit: 'us',
      ...whole,
      baseline: bare,
      ratio: whole.p50 / bare.p50,
    },
    { what: `${entry}, cryptography in it`, unit: 'us', ...crypto, baseline: bare, ratio: crypto.p50 / bare.p50 },
    {
      what: `${entry}, everything else`,
      unit: 'us',
      ...rest,
      baseline: bare,
      ratio,
      target: { text: 'ratio <= 1.0', isMet: ratio <= 1 },
    },
  ];
}

/** A sale, and at once the bare calls that it made: whatever else the machine does befalls both. */
async function sampleOf(sale: ReplayedSale, meter: CryptoMeter): Promise<Sample> {
  meter.reset();
  const startMs = performance.now();
  await sale.sell();
  const soldMs = performance.now();
  meter.repeatBare();
  const endMs = performance.now();
  return {
    wholeUs: (soldMs - startMs) * 1000,
    cryptoUs: meter.spentMs() * 1000,
    bareUs: (endMs - soldMs) * 1000,
  };
}

function bareWords(meter: CryptoMeter): string {
  const counts = meter.counts();
  const count = (name: string): number => counts.get(name) ?? 0;
  return `bare: ${count('publicEncrypt')} RSA, ${count('createPublicKey')} keys, ${count('createHash')} hashes`;
}

/** Whether what stays in memory grows with the number of transactions. */
async function memoryRow(count: number): Promise<Omit<Row, 'section'>> {
  const sales = await Promise.all(entries.map(recordSale));
  const sell = async (times: number): Promise<void> => {
    for (let index = 0; index < times; index += 1) await sales[index % sales.length]?.sell();
  };
  await sell(Math.ceil(count / 10));
  const before = heapKb();
  await sell(count);
  const after = heapKb();
  return {
    what: `heap that stays, growth over ${count} sales`,
    unit: 'kB',
    p50: after - before,
    count: 1,
    baseline: { what: 'heap before', p50: before },
    target: { text: `< ${growthKbMax} kB`, isMet: after - before < growthKbMax },
  };
}
