/** Words of a display that say that a sale was approved, or was not, by language. Matched at the beginning. */
export const displayWords: Readonly<Record<string, { readonly approved: string; readonly declined: string }>> = {
  en: { approved: 'APPROVED|VOIDED', declined: 'DECLINED|NOT ACCEPTED' },
  de: { approved: 'GENEHMIGT|STORNIERT', declined: 'ABGELEHNT|NICHT AKZEPTIERT' },
  fr: { approved: 'ACCEPTE|ANNULATION FAITE', declined: 'REFUSE|NON ACCEPTE' },
};

/** The words of a kind in all languages. */
export function wordsFor(kind: 'approved' | 'declined'): RegExp {
  const words = Object.values(displayWords).map((language) => language[kind]);
  return new RegExp(`^(?:${words.join('|')})\\b`, 'u');
}
