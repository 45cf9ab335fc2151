/** A file of a spreadsheet program as lines of cells, whatever parts its cells and stands above its headings. */
import Papa from 'papaparse';

export interface Line {
  /** As spreadsheet programs count. */
  number: number;
  cells: string[];
}

export interface Table {
  heading: Line;
  /** Those below it. */
  lines: Line[];
  /** Numbers of lines whose quotes cannot be read. */
  broken: number[];
}

/** `isHeading`: whether a column may be called so. `needed`: the line that has these is the one with the headings. */
export function readTable(text: string, isHeading: (cell: string) => boolean, needed: string[]): Table {
  const named = NAMED_DELIMITER.exec(text);
  const rest = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(rest, isHeading);
  const { data, errors } = parse(rest, delimiter);
  const lines = data.map((cells, index) => ({ number: index + 1, cells }));
  const at = Math.max(headingAt(data, needed), 0);
  return {
    heading: lines[at] ?? { number: 1, cells: [] },
    lines: lines.slice(at + 1),
    broken: errors.map(({ row = 0 }) => row + 1),
  };
}

/** A heading as it is compared: without what nobody sees, and without blanks around a colon. */
export function columnNamed(heading: string): string {
  return heading
    .replace(/\p{Cf}/gu, '')
    .split(':')
    .map((part) => part.trim())
    .join(':')
    .normalize('NFC')
    .toLowerCase();
}

/** Excel's own first line, which it does not count. */
const NAMED_DELIMITER = /^"?sep=([^\r\n])"?[;,\t]*(?:\r\n?|\n)/i;

/** Programs use what their country writes: the one that shows the most headings. */
function delimiterOf(text: string, isHeading: (cell: string) => boolean): string {
  const headings = (delimiter: string) =>
    Math.max(
      0,
      ...parse(text.slice(0, BEGINNING), delimiter, LOOKED_AT).data.map(
        (cells) => cells.filter(isHeading).length,
      ),
    );
  return [',', ';', '\t', '|'].toSorted((one, other) => headings(other) - headings(one))[0] ?? ',';
}

/** A title and blank lines may stand above. */
function headingAt(data: string[][], needed: string[]): number {
  const top = data.slice(0, LOOKED_AT);
  const found = top.findIndex((cells) => {
    const names = cells.map(columnNamed);
    return needed.every((name) => names.includes(name));
  });
  return found >= 0 ? found : top.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
}

function parse(text: string, delimiter: string, preview = 0): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(evened(text, delimiter), { delimiter, newline: '\n', preview });
}

/**
 * Files that went through several programs end their lines in several ways, and people put blanks around a quoted cell.
 * What stands in quotes is left as it is.
 */
function evened(text: string, delimiter: string): string {
  const mark = delimiter.replace(/[|\\^$.*+?()[\]{}]/, '\\$&');
  const quoted = '"[^"]*(?:""[^"]*)*';
  const ends = new RegExp(
    `(?<=^|[\\r\\n]|${mark})(?: *(${quoted}") *(?=[\\r\\n]|${mark}|$)|${quoted}(?:"|$))|\\r\\n?`,
    'g',
  );
  return text.replace(ends, (found, cell?: string) => cell ?? (found.startsWith('\r') ? '\n' : found));
}

const LOOKED_AT = 20;
/** Characters in which as many lines surely stand. */
const BEGINNING = 50_000;
