import type { Language } from '../configuration.ts';

/**
 * What the terminal shows, by its English text, which stands for the message throughout the terminal; # for each amount in it.
 * Letters without marks: every display has the common character set.
 *
 * @clause EMV 4.4 Book 4, 11.1, 11.2 and Annex B
 */
export const texts: ReadonlyMap<string, Readonly<Record<Exclude<Language, 'en'>, string>>> = new Map([
  ['APPROVED', { de: 'GENEHMIGT', fr: 'ACCEPTE' }],
  ['APPROVED - PLEASE SIGN', { de: 'GENEHMIGT - BITTE UNTERSCHREIBEN', fr: 'ACCEPTE - SIGNEZ SVP' }],
  ['APPROVED # - DUE #', { de: 'GENEHMIGT # - OFFEN #', fr: 'ACCEPTE # - RESTE #' }],
  ['NOT AUTHORISED', { de: 'NICHT GENEHMIGT', fr: 'NON AUTORISE' }],
  ['DECLINED', { de: 'ABGELEHNT', fr: 'REFUSE' }],
  ['DECLINED - NO CONNECTION', { de: 'ABGELEHNT - KEINE VERBINDUNG', fr: 'REFUSE - PAS DE CONNEXION' }],
  ['ENTER PIN', { de: 'PIN EINGEBEN', fr: 'ENTREZ LE CODE' }],
  ['LAST PIN TRY', { de: 'LETZTER PIN-VERSUCH', fr: 'DERNIER ESSAI' }],
  ['INCORRECT PIN', { de: 'FALSCHE PIN', fr: 'CODE FAUX' }],
  ['PIN OK', { de: 'PIN OK', fr: 'CODE BON' }],
  ['PIN PAD OUT OF SERVICE', { de: 'PIN-EINGABE GESTOERT', fr: 'CLAVIER HORS SERVICE' }],
  ['PROCESSING ERROR', { de: 'VERARBEITUNGSFEHLER', fr: 'ERREUR DE TRAITEMENT' }],
  ['REMOVE CARD', { de: 'KARTE ENTNEHMEN', fr: 'RETIREZ LA CARTE' }],
  ['WELCOME', { de: 'WILLKOMMEN', fr: 'BIENVENUE' }],
  ['PRESENT CARD', { de: 'KARTE VORHALTEN', fr: 'PRESENTEZ LA CARTE' }],
  ['PROCESSING', { de: 'IN BEARBEITUNG', fr: 'TRAITEMENT EN COURS' }],
  ['CARD READ OK', { de: 'KARTE GELESEN', fr: 'CARTE LUE' }],
  ['INSERT OR SWIPE CARD', { de: 'KARTE EINSTECKEN ODER DURCHZIEHEN', fr: 'INSEREZ OU GLISSEZ LA CARTE' }],
  ['PRESENT ONE CARD ONLY', { de: 'NUR EINE KARTE VORHALTEN', fr: 'UNE SEULE CARTE SVP' }],
  ['AUTHORISING, PLEASE WAIT', { de: 'AUTORISIERUNG, BITTE WARTEN', fr: 'AUTORISATION, PATIENTEZ' }],
  ['TRY ANOTHER CARD', { de: 'ANDERE KARTE VERWENDEN', fr: 'ESSAYEZ UNE AUTRE CARTE' }],
  ['INSERT CARD', { de: 'KARTE EINSTECKEN', fr: 'INSEREZ LA CARTE' }],
  ['SEE PHONE FOR INSTRUCTIONS', { de: 'SIEHE ANWEISUNG AM TELEFON', fr: 'VOIR LE TELEPHONE' }],
  ['PRESENT CARD AGAIN', { de: 'KARTE NOCHMALS VORHALTEN', fr: 'PRESENTEZ ENCORE LA CARTE' }],
  ['SWIPE CARD', { de: 'KARTE DURCHZIEHEN', fr: 'GLISSEZ LA CARTE' }],
  ['CARD ERROR', { de: 'KARTENFEHLER', fr: 'ERREUR CARTE' }],
  ['NOT ACCEPTED', { de: 'NICHT AKZEPTIERT', fr: 'NON ACCEPTE' }],
  ['TRY AGAIN', { de: 'NOCHMALS VERSUCHEN', fr: 'ESSAYEZ ENCORE' }],
  ['SWITCHING OFF', { de: 'SCHALTE AB', fr: 'ARRET' }],
  ['BATTERY LOW', { de: 'AKKU SCHWACH', fr: 'BATTERIE FAIBLE' }],
  ['CHARGING - PLEASE WAIT', { de: 'WIRD GELADEN - BITTE WARTEN', fr: 'EN CHARGE - PATIENTEZ' }],
  ['CHARGE BATTERY', { de: 'AKKU LADEN', fr: 'RECHARGEZ LA BATTERIE' }],
  ['HOST NOT REACHABLE', { de: 'HOST NICHT ERREICHBAR', fr: 'HOTE INJOIGNABLE' }],
  ['CALL SERVICE', { de: 'SERVICE RUFEN', fr: 'APPELEZ LE SERVICE' }],
  ['CALL YOUR BANK', { de: 'BANK ANRUFEN', fr: 'APPELEZ VOTRE BANQUE' }],
  ['CANCELLED', { de: 'ABGEBROCHEN', fr: 'ANNULE' }],
  ['VOIDED', { de: 'STORNIERT', fr: 'ANNULATION FAITE' }],
  ['NOT COMPLETED', { de: 'NICHT ABGESCHLOSSEN', fr: 'NON TERMINE' }],
  ['NOT POSSIBLE', { de: 'NICHT MOEGLICH', fr: 'IMPOSSIBLE' }],
] as const);
