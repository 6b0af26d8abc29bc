import { fromHex, parsePrimitives, parseTlv } from '#terminal/vectors.ts';
import { summarize, type Section } from './measured.ts';

const roundMs = 50;
const objectsTarget = 1_500_000;
const megabytesTarget = 300;

/** How fast the terminal takes card data apart, beside copying the same bytes. */
export const tlvParsing: Section = {
  name: 'tlv',
  about: 'BER-TLV parsed by the terminal: long records by the byte, small objects by the piece',
  measure: (effort) => {
    const rounds = effort === 'full' ? 40 : 8;
    const long = longRecord();
    const small = smallObjects();
    const objectCount = countOf(small);
    const longRate = rateOf(rounds, () => void parsePrimitives(long));
    const copyRate = rateOf(rounds, () => void Uint8Array.from(long));
    const smallRate = rateOf(rounds, () => void parseTlv(small));
    const megabytes = summarize(longRate.map((perSecond) => (perSecond * long.length) / 1e6));
    const copied = summarize(copyRate.map((perSecond) => (perSecond * long.length) / 1e6));
    const objects = summarize(smallRate.map((perSecond) => (perSecond * objectCount) / 1e6));
    return Promise.resolve([
      {
        what: `records of ${long.length} bytes`,
        unit: 'MB/s',
        p50: megabytes.p50,
        count: rounds,
        baseline: { what: 'the same bytes copied', p50: copied.p50 },
        ratio: megabytes.p50 / copied.p50,
        target: { text: `>= ${megabytesTarget} MB/s`, isMet: megabytes.p50 >= megabytesTarget },
      },
      {
        what: `small objects, ${objectCount} at a time`,
        unit: 'M/s',
        p50: objects.p50,
        count: rounds,
        target: { text: `>= ${objectsTarget / 1e6} M/s`, isMet: objects.p50 * 1e6 >= objectsTarget },
      },
    ]);
  },
};

/** A record template as long as a response may be, with a certificate in it and little else. */
function longRecord(): Uint8Array {
  return fromHex(`7081F99081F0${'AB'.repeat(240)}8F01C19F320103`);
}

function smallObjects(): Uint8Array {
  return fromHex('9F36020011820219809C01009F2701805F340101950500000000009F1A0202769A03261125'.repeat(6));
}

function countOf(bytes: Uint8Array): number {
  const parsed = parseTlv(bytes);
  if (parsed.kind === 'malformed') throw new Error(`the bytes of the benchmark are malformed at ${parsed.offset}`);
  return parsed.objects.length;
}

/** Calls a second, once for every round. */
function rateOf(rounds: number, work: () => void): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    let count = 0;
    while (performance.now() - startMs < roundMs) {
      for (let call = 0; call < 500; call += 1) work();
      count += 500;
    }
    return (count * 1000) / (performance.now() - startMs);
  });
}
