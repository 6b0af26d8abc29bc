import type { TerminalConfiguration } from '../configuration.ts';
import type { Cardholder, TerminalObserver } from '../needs.ts';

/** Who chose the language in which the cardholder is spoken to. */
type ChosenBy = 'card' | 'cardholder' | 'local';

interface Speaker {
  readonly observer: TerminalObserver;
  readonly configuration: Pick<TerminalConfiguration, 'languages'>;
  /** Tag 5F2D, the card's languages, best first. */
  readonly preference: Uint8Array | undefined;
}

/** Two letters each, four at most. */
const languageBytes = 2;
const languageCountMax = 4;

/**
 * The language of the messages to the cardholder, before processing begins: the first of the card's that the terminal has, else
 * the cardholder's choice where there is somebody to ask, else the local one. A terminal of one language chooses nothing.
 *
 * @clause EMV 4.4 Book 4, 11.1
 */
export async function selectLanguage(speaker: Speaker, cardholder: Cardholder | undefined): Promise<void> {
  const { languages = [] } = speaker.configuration;
  if (languages.length < 2 || speakLanguageOfCard(speaker)) return;
  const chosen = await cardholder?.chooseLanguage?.(languages);
  const isKnown = chosen !== undefined && languages.some((language) => language === chosen);
  speak(speaker, isKnown ? chosen : (languages[0] ?? ''), isKnown ? 'cardholder' : 'local');
}

/**
 * The same where nobody can be asked, as the card is in the field: the card's language, else the local one.
 *
 * @clause EMV 4.4 Book 4, 11.1
 */
export function speakLanguageOfTap(speaker: Speaker): void {
  const { languages = [] } = speaker.configuration;
  const [local, second] = languages;
  if (local === undefined || second === undefined || speakLanguageOfCard(speaker)) return;
  speak(speaker, local, 'local');
}

/** @returns whether card and terminal have a language in common */
function speakLanguageOfCard(speaker: Speaker): boolean {
  const languages: readonly string[] = speaker.configuration.languages ?? [];
  const common = preferred(speaker.preference).find((language) => languages.includes(language));
  if (common !== undefined) speak(speaker, common, 'card');
  return common !== undefined;
}

function speak({ observer, preference }: Speaker, language: string, chosenBy: ChosenBy): void {
  observer.useLanguage?.(language);
  observer.kernelStep('language', { language, chosenBy, offered: preferred(preference).join(' ') });
}

/** @reads Upper case counts like lower case: older cards were personalised so. */
function preferred(preference: Uint8Array | undefined): readonly string[] {
  const text = Buffer.from(preference ?? new Uint8Array())
    .toString('latin1')
    .toLowerCase();
  return Array.from({ length: languageCountMax }, (_, index) =>
    text.slice(index * languageBytes, (index + 1) * languageBytes),
  ).filter((language) => language.length === languageBytes);
}
