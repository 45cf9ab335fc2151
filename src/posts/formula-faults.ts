/** What spreadsheet programs show in place of a value, in the languages that they speak. */

export function isFormulaFault(cell: string): boolean {
  return FAULTS.has(cell.toUpperCase()) || NUMBERED.test(cell);
}

/** LibreOffice numbers some of its own; a column that is too narrow shows nothing but this. */
const NUMBERED = /^(?:Err:\d{3}|#{3,})$/i;

const FAULTS = new Set([
  // English, also as the others write those that have no name of their own.
  ...['#NAME?', '#REF!', '#VALUE!', '#DIV/0!', '#N/A', '#NULL!', '#NUM!', '#SPILL!', '#CALC!', '#FIELD!'],
  ...['#BLOCKED!', '#BUSY!', '#CONNECT!', '#UNKNOWN!', '#GETTING_DATA', '#ERROR!', '#EXTERNAL!', '#PYTHON!'],
  // Danish
  ...['#NAVN?', '#REFERENCE!', '#VÆRDI!', '#DIVISION/0!', '#I/T', '#NUL!', '#OVERLØB!', '#FEJL!'],
  // German
  ...['#BEZUG!', '#WERT!', '#NV', '#ZAHL!', '#ÜBERLAUF!', '#KALK!', '#FEHLER!'],
  // Spanish
  ...['#¿NOMBRE?', '#¡REF!', '#¡VALOR!', '#¡DIV/0!', '#N/D', '#¡NULO!', '#¡NUM!', '#¡DESBORDAMIENTO!'],
  // French
  ...[
    '#NOM?',
    '#NOM ?',
    '#VALEUR!',
    '#VALEUR !',
    '#REF !',
    '#DIV/0 !',
    '#NOMBRE!',
    '#NOMBRE !',
    '#PROPAGATION!',
  ],
]);
