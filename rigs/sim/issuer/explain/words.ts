import type { FaultSearch } from './fault-search.ts';

const shownMax = 3;

/** The search in one sentence, for the facts of a decision. */
export function inOneSentence(search: FaultSearch): string {
  const { explanations, triedCount } = search;
  const tried = `${triedCount} candidates tried${search.isCut ? ', not all' : ''}`;
  if (explanations.length === 0) {
    return `no known mistake explains it (${tried}): an input, the key or the cryptogram itself was altered`;
  }
  const shown = explanations.slice(0, shownMax).map((faults) => faults.join(', and '));
  const more = explanations.length > shownMax ? `; or ${explanations.length - shownMax} more` : '';
  return `${shown.join('; or ')}${more} (${tried})`;
}
