import type { Verdict } from '#drivers/ports/evidence.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** A mark beside the colour, so that a verdict can be told without seeing colours. */
const MARKS: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✕',
  inconclusive: '?',
  error: '!',
  'not-run': '–',
  'not-applicable': '∅',
};

/** The verdict's word for people: 'not run' instead of 'not-run'. */
export function verdictWord(verdict: Verdict): string {
  return verdict.replaceAll('-', ' ');
}

/** A verdict's mark alone. */
export function verdictMark(verdict: Verdict): string {
  return MARKS[verdict];
}

/** A verdict as a badge: mark and word in its colour. */
export function verdictBadge(verdict: Verdict): Html {
  return html`<span class="badge v-${verdict}"
    ><i aria-hidden="true">${MARKS[verdict]}</i>${verdictWord(verdict)}</span
  >`;
}
