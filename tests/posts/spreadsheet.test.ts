import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import {
  checkCount,
  MOST_BYTES,
  MOST_ROWS,
  type Row,
  readSpreadsheet,
  writeSpreadsheet,
} from '../../src/posts/spreadsheet.ts';

const read = (words: string) => readSpreadsheet(Buffer.from(words));

function faults(words: string | Uint8Array): string[] {
  try {
    readSpreadsheet(typeof words === 'string' ? Buffer.from(words) : words);
  } catch (error) {
    if (error instanceof Refusal)
      return error.findings.map((one) => `${one.field}: ${one.message} ${one.remedy}`);
    throw error;
  }
  return [];
}

describe('a spreadsheet is read', () => {
  test('with commas, semicolons or tabs between its cells, as programs of different countries write it', () => {
    for (const delimiter of [',', ';', '\t']) {
      const words = Papa.unparse(
        [
          ['Text', ' TO ', 'at'],
          ['Hi, you; there', 'web', '2026-12-01 09:00'],
        ],
        { delimiter },
      );
      expect(read(words)).toMatchObject([
        { number: 2, cells: { text: 'Hi, you; there', to: 'web', at: '2026-12-01 09:00', campaign: '' } },
      ]);
    }
  });

  test('with the mark of UTF-8 before it, and line breaks in a text', () => {
    const [row] = read('\uFEFFtext,to\r\n"one\ntwo",web\r\n');
    expect(row?.cells.text).toBe('one\ntwo');
  });

  test('with rows counted as programs show them, and empty ones left out', () => {
    expect(read('text,to\none,web\n,\n\n"a\nb",web\n').map(({ number }) => number)).toEqual([2, 5]);
  });

  test('with texts of their own for targets', () => {
    expect(read('text,to,text:web,text:sky\none,all,own,\n')).toMatchObject([{ variants: { web: 'own' } }]);
  });
});

describe('a file as programs really save it is read', () => {
  const twoPosts = [
    { number: 2, cells: { text: 'one', to: 'web', at: '' } },
    { number: 3, cells: { text: 'two', to: 'all', at: '2026-12-01 09:00' } },
  ];

  test.each([
    [
      'with the line by which Excel names its mark',
      'sep=;\r\ntext;to;at\r\none;web;\r\ntwo;all;2026-12-01 09:00\r\n',
    ],
    ['with that line in quotes', '\uFEFF"sep=;"\ntext;to;at\none;web;\ntwo;all;2026-12-01 09:00\n'],
    ['with another mark than its country has', 'text|to|at\none|web|\ntwo|all|2026-12-01 09:00\n'],
    ['with headings that are empty at the end', 'text,to,at,,\none,web,,,\ntwo,all,2026-12-01 09:00,,\n'],
    ['with an empty column amid the others', 'text,,to,at\none,,web,\ntwo,,all,2026-12-01 09:00\n'],
    ['with rows that end early', 'text,to,at,campaign\none,web\ntwo,all,2026-12-01 09:00\n'],
    ['with marks behind the last column', 'text,to,at\none,web,,,\ntwo,all,2026-12-01 09:00,\n'],
    ['with several kinds of line ends', 'text,to,at\r\none,web,\ntwo,all,2026-12-01 09:00\r'],
    ['with those of old Macs', 'text,to,at\rone,web,\rtwo,all,2026-12-01 09:00\r'],
  ])('%s', (_what, file) => {
    expect(read(file)).toMatchObject(twoPosts);
  });

  test('with a title and blank lines above the headings, which are counted', () => {
    const rows = read('Plan for spring,,\n\n"Ada, Bo",,\nText,To,At\none,web,\n');
    expect(rows).toMatchObject([{ number: 5, cells: { text: 'one', to: 'web' } }]);
  });

  test.each([
    ['UTF-16 with its mark', (words: string) => Buffer.from(`\uFEFF${words}`, 'utf16le')],
    ['the same the other way round', (words: string) => Buffer.from(`\uFEFF${words}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', (words: string) => Buffer.from(words, 'utf16le')],
    ['the same the other way round, without one', (words: string) => Buffer.from(words, 'utf16le').swap16()],
  ])('in %s, word by word', (_name, encode) => {
    const rows = readSpreadsheet(encode('text\tto\r\nSmørrebrød… 🎉\tweb\r\n'));
    expect(rows).toMatchObject([{ cells: { text: 'Smørrebrød… 🎉', to: 'web' } }]);
  });

  test('with blanks around cells in quotes, and none within', () => {
    const rows = read('to , text, at\nweb, "Hi, ""you"" " , ""\nweb,"a, ""b"", c",\n');
    expect(rows.map(({ cells }) => cells.text)).toEqual(['Hi, "you" ', 'a, "b", c']);
    expect(read('text,to\n "Hi" she said ,web\n')[0]?.cells.text).toBe(' "Hi" she said ');
  });

  test('with headings that hold what nobody sees', () => {
    expect(read('\u200Btext,to\u2060\nHi,web\n')).toMatchObject([{ cells: { text: 'Hi', to: 'web' } }]);
  });

  test('with blanks around the colon of a heading', () => {
    const [row] = read('text,to,text: web,Text :sky,board : pins\nHi,all,own,other,Winter\n');
    expect([row?.variants, row?.fields]).toEqual([
      { web: 'own', sky: 'other' },
      { pins: { board: 'Winter' } },
    ]);
  });

  test('with line ends in a quoted text left as they are', () => {
    expect(read('text,to\n"one\r\n\r\n""two""\r",web\r\n')[0]?.cells.text).toBe('one\r\n\r\n"two"\r');
  });

  test('with a target called in either form of Unicode', () => {
    expect(read('text,to,text:caf\u00e9\nx,all,own\n'.normalize('NFD'))[0]?.variants).toEqual({
      caf\u00e9: 'own',
    });
  });

  test('with the mark of a text before what would be a formula, and quotations left whole', () => {
    const file = "text,to\n'@acme,web\n'-5 % today,web\n'@acme' is us,web\n'Hello' she said,web\n";
    expect(read(file).map(({ cells }) => cells.text)).toEqual([
      '@acme',
      '-5 % today',
      "'@acme' is us",
      "'Hello' she said",
    ]);
  });
});

describe('a faulty file is told', () => {
  test.each([
    ...['#NAME?', '#REF!', '#VALUE!', '#N/A', '#DIV/0!', '#NAVN?', '#BEZUG!', '#¿NOMBRE?', '#VALEUR!'],
    ...[
      '#NOM\u00a0?',
      '#VALEUR\u00a0!',
      '#NOM\u202f?',
      '#VALEUR !',
      '#DIV/0\u00a0!',
      '#CHAMP!',
      'Err\u00a0:502',
    ],
    ...['#NAMN?', '#VÄRDEFEL!', '#VA\u0308RDEFEL!', '#VERDI!', '#NAAM?', '#WAARDE!', '#NOME?', '#VALORE!'],
    ...['#NIMI?', '#ARVO!', '#VALOR!', '#FELD!', '#WERT!', 'Loading...'],
    ...['#ЗНАЧ!', '#ссылка!', '#DEĞER!', '#HODNOTA!', '#ÉRTÉK!', '#ΤΙΜΗ!', '#VALOARE!', '#VREDN!'],
    ...['Err:502', '########', ' #name? '],
  ])('with a formula that failed: %s', (cell) => {
    const [told = '', ...more] = faults(`text,to,at\nfine,web,\nHi,web,${cell}\n`);
    expect(told).toMatch(/^row 3, at: ".*" is what the program shows in place of a value\./);
    expect(more).toEqual([]);
  });

  test('but for a hashtag, and such a word within a text', () => {
    expect(
      faults('text,to\n#SALE,web\n#SALE!,web\nWhat #REF! means,web\n#1,web\nLoading... the bar,web\n'),
    ).toEqual([]);
  });

  test('with a value below no heading', () => {
    expect(faults('text,to,\none,web,lost\n')).toEqual([
      'file: A column has no heading. Columns are: text, to, at, picture, alt, campaign, text:NAME for the own text of a target, and board:NAME for a field.',
    ]);
  });

  test.each<[string, string | Uint8Array, string[]]>([
    [
      'empty',
      '',
      [
        'file: The column "text" is missing. Columns are: text, to, at, picture, alt, campaign, text:NAME for the own text of a target, and board:NAME for a field.',
        'file: The column "to" is missing. Columns are: text, to, at, picture, alt, campaign, text:NAME for the own text of a target, and board:NAME for a field.',
      ],
    ],
    [
      'without posts',
      'text,to\n,\n',
      ['file: The file has no posts. Write a post in each row below the headings.'],
    ],
    [
      'with an unknown column',
      'text,to,tags\na,web,x\n',
      [
        'file: No column is called "tags". Columns are: text, to, at, picture, alt, campaign, text:NAME for the own text of a target, and board:NAME for a field.',
      ],
    ],
    ['with a column twice', 'text,to,to\na,web,web\n', ['file: Two columns are called "to". Take one out.']],
    [
      'in another encoding',
      Buffer.from('text,to\nsm\xf8rrebr\xf8d,web\n', 'latin1'),
      ['file: The file is not text in UTF-8. Save it as "CSV UTF-8" and try again.'],
    ],
    [
      'too large',
      Buffer.alloc(MOST_BYTES + 1, 'a'),
      ['file: The file has 2.0 MB; at most 2 MB are taken. Split it.'],
    ],
  ])('%s', (_, words, told) => {
    expect(faults(words)).toEqual(told);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['a workbook', Buffer.from('PK\x03\x04\x14\0'), 'a workbook, as .xlsx, .ods and .numbers files are'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a workbook, as .xls files are'],
    ['a PDF', '%PDF-1.7\n', 'a PDF file'],
    ['a page', '\uFEFF<!DOCTYPE html><table>', 'a web page'],
    ['JSON', '[{"text": "Hi", "to": "web"}]', 'JSON'],
  ])('that is %s, by its name', (_name, words, what) => {
    expect(faults(words).join()).toContain(`file: The file is ${what}. `);
  });

  test('with too many new posts', () => {
    checkCount(MOST_ROWS);
    expect(() => checkCount(MOST_ROWS + 1)).toThrow(
      'file: The file has 501 new posts; at most 500 are taken at once.',
    );
  });

  test('where a comma or a line break would shift what stands after it, so that it went out at another time', () => {
    const remedy = 'Put texts that hold commas or line breaks in "quotes".';
    expect(faults('text,to,at\nHi, you,web,2026-12-01 09:00\nfine,web,\n')).toEqual([
      `row 2: It has 4 cells; the headings are 3. ${remedy}`,
    ]);
    expect(faults('text,to,at\nHi\nyou,web,2026-12-01 09:00\n')).toEqual([
      `row 2: It has 1 cells; the headings are 3. ${remedy}`,
    ]);
  });

  test('where a quote is not closed', () => {
    expect(faults('text,to\n"open,web\nfine,web\n')[0]).toMatch(/^row 2: A quote is opened and not closed/);
  });
});

const NONE: Row['cells'] = {
  ...{ id: '', state: '', author: '', pictures: '', published: '', links: '', corrects: '' },
  ...{ text: '', to: '', at: '', picture: '', alt: '', campaign: '' },
};
const words = fc.string({ unit: fc.constantFrom(...'=+-@\'\t\r\n,;" aæ🪁0') });

describe('what was written', () => {
  test('is read back word by word', () => {
    const row = fc.record({
      ...{ text: words, to: words, at: words, campaign: words, alt: words, own: words },
      board: words,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const given = rows.map(({ own, board, ...cells }) => ({
          cells: { ...NONE, ...cells, id: '7' },
          variants: (own.trim() === '' ? {} : { web: own }) as Row['variants'],
          fields: (board.trim() === '' ? {} : { pins: { board } }) as Row['fields'],
        }));
        const back = readSpreadsheet(Buffer.from(writeSpreadsheet(given)));
        expect(back).toEqual(given.map((one, index) => ({ ...one, number: index + 2 })));
      }),
    );
  });

  test('opens as UTF-8 in spreadsheet programs', () => {
    expect(writeSpreadsheet([])).toMatch(/^\uFEFF"id","state","text",/);
  });

  test('is run by no spreadsheet program as a formula', () => {
    fc.assert(
      fc.property(words, (text) => {
        const written = writeSpreadsheet([{ cells: { ...NONE, text }, variants: {}, fields: {} }]);
        const cells = Papa.parse<string[]>(written.slice(1), { delimiter: ',' }).data.flat();
        expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      }),
    );
  });
});
