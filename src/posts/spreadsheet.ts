/**
 * Posts as rows of a spreadsheet (CSV), one a row: read from what a spreadsheet program saved, and written so that it
 * opens in one. Cells begin with an apostrophe where a program would take them for a formula; it is taken off again.
 */
import Papa from 'papaparse';
import { type Finding, Refusal } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import type { FieldWords } from './fields.ts';
import { isFormulaFault } from './formula-faults.ts';
import { decodeTable } from './spreadsheet-bytes.ts';
import { columnNamed, type Line, readTable } from './table.ts';

/** What an author fills in, by its heading. */
export const WRITTEN = ['text', 'to', 'at', 'picture', 'alt', 'campaign'] as const;
/** What Bellwether says of a post; nobody fills it in. */
export const TOLD = ['id', 'state', 'author', 'pictures', 'published', 'links', 'corrects'] as const;
/** `text:NAME`: a target's own text. `board:NAME`: what stands in its field of that name. */
export const OWN_TEXT = 'text:';
const OWN_FIELD = /^([a-z][a-z_]*):([^:]+)$/;

const EXPORTED: Column[] = [
  ...(['id', 'state', 'text', 'to', 'at', 'campaign', 'alt'] as const),
  ...(['author', 'pictures', 'published', 'links', 'corrects'] as const),
];

export type Column = (typeof WRITTEN)[number] | (typeof TOLD)[number];

export interface Row {
  /** As spreadsheet programs count: the headings are row 1. */
  number: number;
  /** Every column, empty where it has none. */
  cells: Record<Column, string>;
  /** Target → its own text, where one is given. */
  variants: Record<string, string>;
  /** Target → its fields, where one is given. */
  fields: Record<string, FieldWords>;
}

/** Rows that hold nothing are left out. Throws a `Refusal` with every fault of the file as such. */
export function readSpreadsheet(bytes: Uint8Array): Row[] {
  const { heading, lines, broken } = readTable(decode(bytes), (cell) => isKnown(columnNamed(cell)), NEEDED);
  const columns = heading.cells.map(columnNamed);
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const findings = [
    ...headingFaults(columns, filled),
    ...broken.map(brokenQuotes),
    ...filled.flatMap((line) => lengthFault(line, columns)),
    ...filled.flatMap((line) => formulaFaults(line, columns)),
  ];
  if (findings.length > 0) throw new Refusal(findings);
  if (filled.length === 0) throw new Refusal([fault('no_rows', t('The file has no posts.'), EXAMPLE)]);
  return filled.map((line) => rowOf(line, columns));
}

/** With its headings, and the mark by which programs know UTF-8. */
export function writeSpreadsheet(rows: Omit<Row, 'number'>[]): string {
  const targets = [...new Set(rows.flatMap(({ variants }) => Object.keys(variants)))].sort();
  const fields = [...new Set(rows.flatMap(({ fields }) => fieldColumns(fields)))].sort();
  const heading = [...EXPORTED, ...targets.map((target) => OWN_TEXT + target), ...fields];
  const lines = rows.map(({ cells, variants, fields: given }) =>
    [
      ...EXPORTED.map((name) => cells[name]),
      ...targets.map((target) => variants[target] ?? ''),
      ...fields.map((column) => cellIn(given, column)),
    ].map(escaped),
  );
  return `${BYTE_ORDER_MARK}${Papa.unparse([heading, ...lines], { quotes: true })}\r\n`;
}

function fieldColumns(fields: Row['fields']): string[] {
  return Object.entries(fields).flatMap(([target, words]) =>
    Object.keys(words).map((key) => `${key}:${target}`),
  );
}

function cellIn(fields: Row['fields'], column: string): string {
  const [, key = '', target = ''] = OWN_FIELD.exec(column) ?? [];
  return fields[target]?.[key] ?? '';
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw new Refusal([tooLarge(bytes.length)]);
  const decoded = decodeTable(bytes);
  if ('text' in decoded) return decoded.text;
  const { what } = decoded;
  const message = what ? t('The file is {what}.', { what }) : t('The file is not text in UTF-8.');
  throw new Refusal([fault('encoding', message, t('Save it as "CSV UTF-8" and try again.'))]);
}

/** A column without a heading may stand there, as programs leave them, while it is empty. */
function headingFaults(columns: string[], lines: Line[]): Finding[] {
  const isFilled = (index: number) => lines.some(({ cells }) => (cells[index] ?? '').trim() !== '');
  const unknown = columns.filter((name, index) => !isKnown(name) && (name !== '' || isFilled(index)));
  const missing = NEEDED.filter((name) => !columns.includes(name));
  const twice = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index);
  const remedy = t(
    'Columns are: {names}, text:NAME for the own text of a target, and board:NAME for a field.',
    {
      names: WRITTEN.join(', '),
    },
  );
  return [
    ...unknown.map((name) =>
      fault(
        'column.unknown',
        name ? t('No column is called "{name}".', { name }) : t('A column has no heading.'),
        remedy,
      ),
    ),
    ...missing.map((name) => fault('column.missing', t('The column "{name}" is missing.', { name }), remedy)),
    ...twice.map((name) =>
      fault('column.twice', t('Two columns are called "{name}".', { name }), t('Take one out.')),
    ),
  ];
}

function isKnown(name: string): boolean {
  const all: readonly string[] = [...WRITTEN, ...TOLD];
  return all.includes(name) || OWN_FIELD.test(name);
}

function rowOf({ number, cells: line }: Line, columns: string[]): Row {
  const isOurs = columns.includes('state');
  const all = columns.map((name, index) => [name, unescaped(line[index] ?? '', isOurs)] as const);
  const cells = Object.fromEntries([...WRITTEN, ...TOLD].map((name) => [name, ''])) as Row['cells'];
  const variants = all.flatMap(([name, cell]) =>
    name.startsWith(OWN_TEXT) && cell.trim() !== '' ? [[name.slice(OWN_TEXT.length), cell] as const] : [],
  );
  const given = all.filter(([name]) => name !== '' && !OWN_FIELD.test(name));
  return {
    number,
    cells: { ...cells, ...Object.fromEntries(given) },
    variants: Object.fromEntries(variants),
    fields: fieldsIn(all),
  };
}

function fieldsIn(all: (readonly [string, string])[]): Row['fields'] {
  const fields: Row['fields'] = {};
  for (const [name, cell] of all) {
    const [, key = '', target = ''] = name.startsWith(OWN_TEXT) ? [] : (OWN_FIELD.exec(name) ?? []);
    if (key !== '' && cell.trim() !== '') fields[target] = { ...fields[target], [key]: cell };
  }
  return fields;
}

/** What begins so is run by spreadsheet programs (OWASP, "CSV Injection"). */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

function escaped(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/**
 * The mark that makes a text of a formula: `'@acme` says "@acme". In a file that was not exported from here, `'@acme' is
 * us` is a quotation, and stays one.
 */
function unescaped(cell: string, isOurs: boolean): string {
  const isQuotation = !isOurs && QUOTATION.test(cell);
  return cell.startsWith("'") && FORMULA.test(cell) && !isQuotation ? cell.slice(1) : cell;
}

const QUOTATION = /^'[^']*[^'\s]'(?![\p{L}\p{N}])/u;

/**
 * A row that ends early has nothing in its last columns, unless what must be there is missing: then a text was broken off.
 * Else a text with a comma would shift what stands after it, and go out at another time.
 */
function lengthFault({ number, cells }: Line, columns: string[]): Finding[] {
  const wanted = columns.length;
  const isShort =
    cells.length < wanted && Math.max(...NEEDED.map((name) => columns.indexOf(name))) < cells.length;
  const isPadded = cells.length > wanted && cells.slice(wanted).every((cell) => cell.trim() === '');
  if (cells.length === wanted || isShort || isPadded) return [];
  const message = t('It has {found} cells; the headings are {wanted}.', { found: cells.length, wanted });
  const remedy = t('Put texts that hold commas or line breaks in "quotes".');
  return [inRow(number, { id: 'import.row.cells', level: 'error', field: '', message, remedy })];
}

/** A program saves what it showed: the fault of a formula, in place of what was meant. */
function formulaFaults({ number, cells }: Line, columns: string[]): Finding[] {
  return cells.flatMap((cell, index) => {
    const found = cell.trim();
    if (!isFormulaFault(found)) return [];
    const message = t('"{found}" is what the program shows in place of a value.', { found });
    const remedy = t('Correct the formula, or write what the cell should say.');
    const field = columns[index] ?? '';
    return [inRow(number, { id: 'import.row.formula', level: 'error', field, message, remedy })];
  });
}

/** A finding of a post, told with the row that it stands in. */
export function inRow(number: number, finding: Finding): Finding {
  const row = t('row {number}', { number: String(number) });
  return { ...finding, field: finding.field === '' ? row : `${row}, ${finding.field}` };
}

function brokenQuotes(number: number): Finding {
  const message = t('A quote is opened and not closed, or stands amid a cell.');
  const remedy = t('Put the whole cell in quotes, and write a quote in it twice: "".');
  return inRow(number, { id: 'import.row.quotes', level: 'error', field: '', message, remedy });
}

function fault(id: string, message: string, remedy: string): Finding {
  return { id: `import.file.${id}`, level: 'error', field: 'file', message, remedy };
}

/** `found`: posts that are not there yet. Throws a `Refusal`. */
export function checkCount(found: number): void {
  if (found <= MOST_ROWS) return;
  const message = t('The file has {found} new posts; at most {most} are taken at once.', {
    found,
    most: MOST_ROWS,
  });
  throw new Refusal([fault('max_rows', message, t('Split it.'))]);
}

function tooLarge(found: number): Finding {
  const message = t('The file has {found} MB; at most {most} MB are taken.', {
    found: (found / 1_000_000).toFixed(1),
    most: MOST_BYTES / 1_000_000,
  });
  return fault('max_bytes', message, t('Split it.'));
}

const NEEDED = ['text', 'to'];
const EXAMPLE = t('Write a post in each row below the headings.');
const BYTE_ORDER_MARK = '\uFEFF';
export const MOST_ROWS = 500;
export const MOST_BYTES = 2_000_000;
