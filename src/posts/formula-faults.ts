/** What spreadsheet programs show in place of a value, in the languages that they speak. */

/** However it is written: programs part a word from its sign by a blank of any kind, which does not break. */
export function isFormulaFault(cell: string): boolean {
  const folded = cell
    .normalize('NFC')
    .replace(/\p{Zs}/gu, '')
    .toUpperCase();
  return FAULTS.has(folded) || NUMBERED.test(folded);
}

/** LibreOffice numbers some of its own; a column that is too narrow shows nothing but this. */
const NUMBERED = /^(?:ERR:\d{3}|#{3,})$/;

/** Without blanks. Each language has those that it does not share with one above it. */
const FAULTS = new Set([
  // English, also as the others write those that have no name of their own.
  ...['#NAME?', '#REF!', '#VALUE!', '#DIV/0!', '#N/A', '#NULL!', '#NUM!', '#SPILL!', '#CALC!', '#FIELD!'],
  ...['#BLOCKED!', '#BUSY!', '#CONNECT!', '#UNKNOWN!', '#GETTING_DATA', '#ERROR!', '#EXTERNAL!', '#PYTHON!'],
  // Google's, while it works.
  ...['LOADING...', 'LOADING…'],
  // Danish
  ...['#NAVN?', '#REFERENCE!', '#VÆRDI!', '#DIVISION/0!', '#I/T', '#NUL!', '#OVERLØB!', '#FEJL!'],
  // Norwegian
  ...['#VERDI!', '#OVERFLYT!', '#FEIL!'],
  // Swedish
  ...['#NAMN?', '#VÄRDEFEL!', '#REFERENS!', '#OGILTIGT!', '#SKÄRNING!', '#SAKNAS!', '#SPILL!', '#FEL!'],
  // Finnish
  ...['#NIMI?', '#ARVO!', '#VIITTAUS!', '#JAKO/0!', '#PUUTTUU!', '#PUUTTUU', '#LUKU!', '#TYHJÄ!', '#VIRHE!'],
  // German
  ...['#BEZUG!', '#WERT!', '#NV', '#ZAHL!', '#ÜBERLAUF!', '#KALK!', '#FEHLER!', '#FELD!'],
  // Dutch
  ...['#NAAM?', '#WAARDE!', '#VERW!', '#DEEL/0!', '#N/B', '#GETAL!', '#LEEG!', '#OVERLOOP!'],
  // Spanish
  ...['#¿NOMBRE?', '#¡REF!', '#¡VALOR!', '#¡DIV/0!', '#N/D', '#¡NULO!', '#¡NUM!', '#¡DESBORDAMIENTO!'],
  ...['#¡CAMPO!', '#¡CALC!', '#¡ERROR!'],
  // Portuguese; Spanish as others than Excel write it.
  ...['#NOME?', '#NOMBRE?', '#VALOR!', '#NÚM!', '#NULO!', '#CAMPO!', '#DESPEJAR!', '#DESPEJO!', '#ERRO!'],
  // French
  ...['#NOM?', '#VALEUR!', '#NOMBRE!', '#PROPAGATION!', '#CHAMP!', '#CALCUL!', '#ERREUR!'],
  // Italian
  ...['#VALORE!', '#RIF!', '#NULLO!', '#ESPANSIONE!', '#CAMPO!', '#ERRORE!'],
  // Polish
  ...['#NAZWA?', '#ARG!', '#ADR!', '#DZIEL/0!', '#N/D!', '#LICZBA!', '#ZERO!'],
  // Czech, Slovak
  ...['#NÁZEV?', '#HODNOTA!', '#ODKAZ!', '#DĚLENÍ_NULOU!', '#NENÍ_K_DISPOZICI', '#ČÍSLO!', '#PŘESAH!'],
  ...['#NÁZOV?', '#DELENIENULOU!', '#NEDOSTUPNÝ', '#NEPLATNÝ!'],
  // Hungarian
  ...['#NÉV?', '#ÉRTÉK!', '#HIV!', '#ZÉRÓOSZTÓ!', '#HIÁNYZIK', '#NULLA!', '#SZÁM!'],
  // Turkish
  ...['#AD?', '#DEĞER!', '#BAŞV!', '#SAYI/0!', '#YOK', '#BOŞ!', '#SAYI!', '#TAŞMA!'],
  // Russian, Ukrainian
  ...['#ИМЯ?', '#ЗНАЧ!', '#ССЫЛКА!', '#ДЕЛ/0!', '#Н/Д', '#ПУСТО!', '#ЧИСЛО!', '#ПЕРЕНОС!'],
  ...["#ІМ'Я?", '#ПОСИЛАННЯ!', '#ДІЛ/0!'],
  // Greek
  ...['#ΟΝΟΜΑ?', '#ΤΙΜΗ!', '#ΑΝΑΦ!', '#ΔΙΑΙΡ/0!', '#Δ/Υ', '#ΚΕΝΟ!', '#ΑΡΙΘ!'],
  // Romanian, Croatian, Slovenian
  ...['#NUME?', '#VALOARE!', '#NAZIV?', '#VRIJEDNOST!', '#IME?', '#SKLIC!', '#VREDN!', '#DEL/0!', '#N/V'],
]);
