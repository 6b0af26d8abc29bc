import { text } from 'node:stream/consumers';
import type { FaultSearch } from '#rigs/sim/issuer/explain/fault-search.ts';
import { exitCodes } from './exit-codes.ts';
import { explainCase, type ExplainedCase } from './explain-case.ts';
import { UsageError } from './usage-error.ts';

/**
 * Says which input of a cryptogram, MAC or signature is wrong; the case comes on standard input as JSON.
 *
 * @returns 0 when it verifies or something explains it, 1 when nothing does
 */
export async function explain(words: { readonly json?: boolean }): Promise<number> {
  const explained = explainCase(parsed(await text(process.stdin)));
  const { search, where } = explained;
  const lines =
    words.json === true
      ? JSON.stringify({ what: explained.what, ...(where === undefined ? {} : { where }), ...search })
      : inWords(explained);
  await new Promise((resolve) => process.stdout.write(`${lines}\n`, resolve));
  return search.isRight || search.explanations.length > 0 ? exitCodes.ok : exitCodes.verdictAgainst;
}

function parsed(jsonText: string): unknown {
  try {
    return JSON.parse(jsonText);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (jsonText.trim() === '') {
      throw new UsageError('standard input is empty; give a case: explain cryptogram < case.json (--help shows one)');
    }
    // The platform's own message may quote the text, and with it a key.
    const place = /line (?<line>\d+) column (?<column>\d+)/u.exec(error.message)?.groups;
    const where = place === undefined ? '' : ` from line ${place['line'] ?? ''}, column ${place['column'] ?? ''} on`;
    throw new UsageError(`standard input is not JSON${where}; --help shows a case`);
  }
}

const subjects: Readonly<Record<ExplainedCase['what'], string>> = {
  application: 'application cryptogram',
  response: 'response cryptogram',
  script: 'MAC of the script command',
  sda: 'static signature',
  dda: 'dynamic signature',
  cda: 'combined signature',
  dcvv: 'dynamic card verification value',
};

/** The search for a person. Holds neither keys nor account numbers: it names inputs and never shows one. */
export function inWords({ what, search, where }: ExplainedCase): string {
  const subject = where === undefined ? subjects[what] : `${subjects[what]} (${where})`;
  if (search.isRight) return `The ${subject} is right as it stands.`;
  const tried = `${search.triedCount} candidates tried${search.isCut ? '; the search was cut there' : ''}.`;
  const [only, ...others] = search.explanations;
  if (only === undefined) {
    return `Nothing known explains the ${subject}: a value, a key or the result itself is another. ${tried}`;
  }
  if (others.length === 0) return [`The ${subject} is wrong because of this:`, ...listed(only), tried].join('\n');
  const each = search.explanations.map((faults, index) => [`${index + 1}.`, ...listed(faults)].join('\n'));
  const head = `The ${subject} is wrong. ${countOf(search)} explanations fit equally well, the most plausible first:`;
  return [head, ...each, tried].join('\n');
}

const countOf = (search: FaultSearch): string => `${search.explanations.length}${search.isCut ? ' or more' : ''}`;
const listed = (faults: readonly string[]): readonly string[] => faults.map((fault) => `  - ${fault}`);
