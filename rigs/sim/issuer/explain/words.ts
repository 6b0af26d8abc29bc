import type { FaultSearch } from './fault-search.ts';

const shownMax = 3;

/** The search in one sentence, for the facts of a decision. */
export function inOneSentence(search: FaultSearch): string {
  const { explanations, triedCount } = search;
  const tried = `${triedCount} candidates tried${search.isCut ? ', not all' : ''}`;
  if (explanations.length === 0) {
    return `no known mistake explains it (${tried}): an input, the key or the cryptogram itself was altered`;
  }
  const shown = explanations.slice(0, shownMax).map((faults) => faults.map((fault) => asIssuer(fault)).join(', and '));
  const more = explanations.length > shownMax ? `; or ${explanations.length - shownMax} more` : '';
  return `${shown.join('; or ')}${more} (${tried})`;
}

/** The issuer has no case of somebody else's before it: what it offered were its own keys and the card's own past. */
function asIssuer(text: string): string {
  return text
    .replace(
      /the value that the case offers as number (?<count>\d+) for tag (?<tag>\w+)/u,
      "stale, the one of the card's request $<count> before this (tag $<tag>)",
    )
    .replace(/the key that the case calls "(?<name>[^"]+)"/u, "the issuer's key for $<name>");
}
