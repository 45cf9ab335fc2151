/** Mentions, invisible characters, zalgo, capitals, emoji, repeats and files. */
import { describe, expect, it, test } from 'vitest';
import { conversation, decisionsOn, matched, rulesOf, type Written } from './decide.ts';

const hits = (rule: Written, message: string | Written) => decisionsOn(rulesOf(rule), message).length === 1;
const table = (type: string, cases: [string, Written, string | Written, boolean][]) =>
  test.each(cases)('%s', (_, rule, message, is) => {
    expect(hits({ type, ...rule }, message)).toBe(is);
  });

describe('mentions', () => {
  table('mentions', [
    ['more people than max', { max: 2 }, '<@1> <@2> <@3>', true],
    ['as many as max', { max: 3 }, '<@1> <@2> <@3>', false],
    ['the same one again is one', { max: 1 }, '<@1> <@!1> <@1>', false],
    ['roles count', { max: 2 }, '<@1> <@&2> <@&3>', true],
    ['a person and a role with one id are two', { max: 1 }, '<@1> <@&1>', true],
    ['channels do not count', { max: 0 }, '<#1> <#2>', false],
    ['in code nobody is called', { max: 0 }, '`<@1>` ```<@2>```', false],
    ['escaped nobody is called', { max: 0 }, '\\<@1>', false],
    ['what Discord found counts', { max: 1 }, { content: 'hi', mentions: [{ id: '1' }, { id: '2' }] }, true],
    ['roles that Discord found count', { max: 1 }, { content: 'hi', mention_roles: ['1', '2'] }, true],
    ['what stands in both is one', { max: 1 }, { content: '<@1>', mentions: [{ id: '1' }] }, false],
    [
      'the addressee of an answer was not named',
      { max: 0 },
      { content: 'yes', mentions: [{ id: '5' }], referenced_message: { author: { id: '5' } } },
      false,
    ],
    ['everyone that worked', { everyone: true }, { content: '@everyone hi', mention_everyone: true }, true],
    ['everyone without the right', { everyone: true }, '@everyone hi', false],
    ['everyone without the right, with attempts', { everyone: true, attempts: true }, '@everyone hi', true],
    ['here with attempts', { everyone: true, attempts: true }, 'hi @here', true],
    ['everyone in code', { everyone: true, attempts: true }, '`@everyone`', false],
    [
      'everyone as part of a word',
      { everyone: true, attempts: true },
      'mail@here.example, @everyones',
      false,
    ],
    ['everyone made harmless', { everyone: true, attempts: true }, '@\u200beveryone', false],
    ['the word alone', { everyone: true, attempts: true }, 'hello everyone here', false],
    ['everyone is no person', { max: 0 }, { content: '@everyone', mention_everyone: true }, false],
    ['everyone off', { max: 5 }, { content: '@everyone', mention_everyone: true }, false],
  ]);
});

describe('invisible', () => {
  table('invisible', [
    ['more than max', { max: 2 }, 'a\u200bb\u200bc\u200bd', true],
    ['as many as max', { max: 3 }, 'a\u200bb\u200bc\u200bd', false],
    ['tags, fillers and joiners', { max: 3 }, 'a\u{e0061}b\u3164c\u2060d\u00ade', true],
    ['a message of nothing', { max: 0 }, '\u3164', true],
    ['a blank braille cell', { max: 0 }, 'a\u2800', true],
    ['marks of direction in Latin', { max: 0 }, 'ab\u202ecd', true],
    ['a joiner between Latin letters', { max: 0 }, 'a\u200db', true],
    ['families are joined', { max: 0 }, '👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d💻 🏳️\u200d🌈 ❤️\u200d🔥', false],
    ['hearts and keycaps have a selector', { max: 0 }, '❤️ 1️⃣ ☺︎ ✔️', false],
    [
      'the flags of regions have tags',
      { max: 0 },
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      false,
    ],
    ['Persian has a non-joiner', { max: 0 }, 'می\u200cخواهم', false],
    ['Hindi and Sinhala have joiners', { max: 0 }, 'क्\u200dष ශ්\u200dරී', false],
    ['Hebrew has marks of direction', { max: 0 }, 'שלום\u200f!', false],
    ['spaces of other widths are seen', { max: 0 }, 'a\u00a0b\u3000c\u2009d', false],
    ['a joiner behind an emoji and nothing', { max: 0 }, '😀\u200d', true],
    ['a selector behind a letter', { max: 0 }, 'a\ufe0f', true],
    ['Japanese variants', { max: 0 }, '葛\u{e0100}城', false],
  ]);
});

describe('zalgo', () => {
  table('zalgo', [
    ['a heap', { max_marks: 3 }, 'H\u0337\u0322\u031b\u0301i', true],
    ['as many as max', { max_marks: 4 }, 'H\u0337\u0322\u031b\u0301i', false],
    ['Vietnamese (discord-masz 548, osu-web 5398)', { max_marks: 1 }, 'Tiếng Việt rất đẹp, ngữ nghĩa', false],
    ['Vietnamese, taken apart', { max_marks: 1 }, 'Tiếng Việt rất đẹp, ngữ nghĩa'.normalize('NFD'), false],
    ['Hebrew with points and accents', { max_marks: 1 }, 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים', false],
    ['Arabic with points', { max_marks: 1 }, 'بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ', false],
    ['Thai', { max_marks: 1 }, 'ที่นี่ น้ำ ปู่ ผู้ใหญ่', false],
    ['Hindi', { max_marks: 1 }, 'हिन्दी में क्या है, ज़रूरत', false],
    ['Tamil and Bengali', { max_marks: 1 }, 'தமிழ் கொள் বাংলা ক্লান্ত', false],
    ['Burmese and Khmer', { max_marks: 1 }, 'မြန်မာစာ ကြွေး ភាសាខ្មែរ ស្ត្រី', false],
    ['Tibetan', { max_marks: 1 }, 'བོད་སྐད་ བསྒྲུབས', false],
    ['Yoruba', { max_marks: 2 }, 'Ọ̀rọ̀ Yorùbá ẹ̀kọ́', false],
    ['signs of phonetics', { max_marks: 2 }, 'ɔ̃ː ʊ̯ t͡ʃ', false],
    ['keycaps', { max_marks: 1 }, '1️⃣2️⃣', false],
    ['a tower of one Thai mark', { max_marks: 3 }, 'ก็็็็็็็็', true],
    ['a tower of Arabic marks', { max_marks: 3 }, 'ا\u064b\u064b\u064b\u064b\u064b\u064b', true],
    ['foreign marks on a Hebrew letter', { max_marks: 3 }, 'ש\u0300\u0301\u0302\u0303\u0304', true],
    ['marks with joiners between', { max_marks: 3 }, 'a\u0300\u034f\u0301\u034f\u0302\u034f\u0303', true],
    ['marks on nothing', { max_marks: 3 }, '\u0300\u0301\u0302\u0303\u0304', true],
    ['accents in Latin', { max_marks: 0 }, 'café naïve Ångström', false],
    ['struck through', { max_marks: 0 }, 's\u0336t\u0336', true],
  ]);
});

describe('caps', () => {
  table('caps', [
    ['shouting', { percent: 70, min_letters: 8 }, 'STOP DOING THAT', true],
    ['from the share on', { percent: 50, min_letters: 4 }, 'ABcd', true],
    ['below the share', { percent: 51, min_letters: 4 }, 'ABcd', false],
    ['from so many letters on', { percent: 70, min_letters: 3 }, 'WOW', true],
    ['too few letters', { percent: 70, min_letters: 4 }, 'WOW', false],
    ['digits and signs are no letters', { percent: 70, min_letters: 4 }, 'OK 1234567890 !!!', false],
    ['letters without case do not count', { percent: 70, min_letters: 4 }, '日本語の文章です OK', false],
    ['Cyrillic', { percent: 70, min_letters: 8 }, 'ХВАТИТ КРИЧАТЬ', true],
    ['full-width letters', { percent: 70, min_letters: 4 }, 'ＳＴＯＰ', true],
    ['mathematical letters', { percent: 70, min_letters: 4 }, '𝐒𝐓𝐎𝐏', true],
    ['German sharp s is small', { percent: 100, min_letters: 4 }, 'STRAßE', false],
    [
      'links count',
      { percent: 70, min_letters: 8 },
      'https://example.com/ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF',
      true,
    ],
    [
      'in_links: ignore',
      { percent: 70, min_letters: 8, in_links: 'ignore' },
      'see https://example.com/ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABC and more',
      false,
    ],
    [
      'in_code: ignore',
      { percent: 70, min_letters: 8, in_code: 'ignore' },
      'try `SELECT * FROM TABLE WHERE ID` please',
      false,
    ],
    ['code counts', { percent: 70, min_letters: 8 }, '`SELECT * FROM TABLE WHERE ID`', true],
    [
      'custom emoji and mentions are no letters',
      { percent: 70, min_letters: 8 },
      '<:PEPELAUGH:1234> <:KEKWAITING:2345> ok',
      false,
    ],
    ['honest text', { percent: 70, min_letters: 8 }, 'The NASA and ESA launch', false],
  ]);
});

describe('emoji', () => {
  table('emoji', [
    ['more than max', { max: 2 }, '😀😀😀', true],
    ['as many as max', { max: 3 }, '😀😀😀', false],
    ['a family is one', { max: 1 }, '👨‍👩‍👧‍👦', false],
    ['two families are two', { max: 1 }, '👨‍👩‍👧‍👦👨‍👩‍👧', true],
    ['a flag is one', { max: 1 }, '🇩🇰', false],
    ['two flags are two', { max: 1 }, '🇩🇰🇸🇪', true],
    ['the flag of a region is one', { max: 1 }, '🏴󠁧󠁢󠁥󠁮󠁧󠁿', false],
    ['a skin tone is one with its hand', { max: 1 }, '👍🏽', false],
    ['a keycap is one', { max: 1 }, '1️⃣', false],
    ['a rainbow flag is one', { max: 1 }, '🏳️‍🌈', false],
    ['a heart on fire is one', { max: 1 }, '❤️‍🔥', false],
    ['people with jobs and tones are one', { max: 1 }, '👩🏽‍💻', false],
    ['custom ones count', { max: 2 }, '<:a1:1> <a:b2:2> <:c3:3>', true],
    ['custom ones and others count together', { max: 1 }, '<:a1:1> 😀', true],
    ['custom ones in code do not (python-discord 1132)', { max: 0 }, '`<:a1:1>` ```<:b2:2>```', false],
    ['digits are none', { max: 0 }, '1 2 3 # *', false],
    ['signs of trade are none', { max: 0 }, '© ® ™', false],
    ['arrows and ticks in plain type are none', { max: 0 }, '→ ↔ ✓ ★ ☆ •', false],
    ['hearts with a selector', { max: 1 }, '❤️❤️', true],
    ['plain type by request', { max: 0 }, '☺\ufe0e', false],
    ['smileys in letters are none', { max: 0 }, ':-) :D <3 xD', false],
    ['short names are none', { max: 0 }, ':smile: :joy:', false],
    ['Japanese is none', { max: 0 }, '絵文字 ㊗ (祝)', false],
  ]);
});

describe('repeat', () => {
  table('repeat', [
    ['letters', { unit: 'char', min: 6 }, 'noooooo', true],
    ['letters, one too few', { unit: 'char', min: 6 }, 'nooooo', false],
    ['letters in both cases', { unit: 'char', min: 6 }, 'AaAaAa', true],
    [
      'letters with something invisible between',
      { unit: 'char', min: 6 },
      'o\u200bo\u200bo\u200bo\u200bo\u200bo',
      true,
    ],
    ['letters behind look-alikes', { unit: 'char', min: 6 }, 'nоoоoоo', true],
    ['signs', { unit: 'char', min: 6 }, 'what!!!!!!', true],
    ['emoji', { unit: 'char', min: 4 }, '😂😂😂😂', true],
    ['spaces are layout', { unit: 'char', min: 6 }, 'a          b', false],
    ['honest doubles', { unit: 'char', min: 4 }, 'bookkeeper, Schifffahrt', false],
    ['words', { unit: 'word', min: 4 }, 'spam Spam SPAM spam', true],
    ['words with signs between', { unit: 'word', min: 4 }, 'spam, spam! spam... spam', true],
    ['words, one too few', { unit: 'word', min: 5 }, 'spam spam spam spam', false],
    ['a few words again and again', { unit: 'word', min: 3 }, 'buy now buy now buy now', true],
    [
      'a common word in a long text',
      { unit: 'word', min: 4 },
      'the cat and the dog and the bird and the fish and the cow',
      false,
    ],
    ['lines', { unit: 'line', min: 3 }, 'buy\nbuy\nbuy', true],
    ['lines with others between', { unit: 'line', min: 3 }, 'buy\nx\nbuy\ny\nBUY!', true],
    ['lines, one too few', { unit: 'line', min: 3 }, 'buy\nbuy', false],
    ['closing brackets are layout', { unit: 'line', min: 3 }, '{\n}\n}\n}\n', false],
    ['empty lines are layout', { unit: 'line', min: 3 }, 'a\n\n\n\n\nb', false],
    ['lines of a poem', { unit: 'line', min: 3 }, 'row row\ngently\nmerrily\nlife', false],
  ]);

  const same = { type: 'repeat', unit: 'message', min: 3, window_s: 30 };
  const at = (second: number, content: string, more: Written = {}) => ({
    content,
    timestamp: new Date(Date.UTC(2026, 10, 2, 9, 0, second)).toISOString(),
    ...more,
  });
  const last = (messages: Written[]) =>
    conversation(rulesOf(same), messages).map((decisions) => decisions.length);

  it('counts the same message of one person within the window', () => {
    expect(last([at(0, 'buy'), at(10, 'buy'), at(20, 'buy'), at(25, 'buy')])).toEqual([0, 0, 1, 1]);
  });
  it('forgets what is older than the window', () => {
    expect(last([at(0, 'buy'), at(10, 'buy'), at(31, 'buy')])).toEqual([0, 0, 0]);
    expect(last([at(0, 'buy'), at(10, 'buy'), at(30, 'buy')])).toEqual([0, 0, 1]);
  });
  it('counts over channels', () => {
    expect(
      last([
        at(0, 'buy', { channel_id: '1' }),
        at(1, 'buy', { channel_id: '2' }),
        at(2, 'buy', { channel_id: '3' }),
      ]),
    ).toEqual([0, 0, 1]);
  });
  it('does not count what others said', () => {
    expect(last([at(0, 'buy'), at(1, 'buy', { author: { id: '2' } }), at(2, 'buy')])).toEqual([0, 0, 0]);
  });
  it('does not count other messages', () => {
    expect(last([at(0, 'one'), at(1, 'two'), at(2, 'three'), at(3, 'four')])).toEqual([0, 0, 0, 0]);
  });
  it('takes case, disguise and punctuation aside', () => {
    expect(last([at(0, 'Buy now'), at(1, 'buy  NOW!!'), at(2, 'b\u200buу **now**')])).toEqual([0, 0, 1]);
  });
  it('takes an edit for the same message', () => {
    expect(last([at(0, 'buy', { id: 'a' }), at(1, 'buy', { id: 'b' }), at(2, 'buy', { id: 'b' })])).toEqual([
      0, 0, 0,
    ]);
    expect(
      last([
        at(0, 'buy', { id: 'a' }),
        at(1, 'buy', { id: 'b' }),
        at(2, 'no', { id: 'a' }),
        at(3, 'buy', { id: 'c' }),
      ]),
    ).toEqual([0, 0, 0, 0]);
  });
  it('counts on where what was said before is read back, known or not', () => {
    const ada = (second: number, id: string) => at(second, 'buy', { id });
    const others = at(61, 'hello', { id: 'z', author: { id: '2' } });
    const known = [ada(30, 'b'), ada(50, 'c'), ada(55, 'd'), ada(30, 'b'), others, ada(62, 'e')];
    expect(last(known).at(-1)).toBe(1);
    const unknown = [ada(50, 'c'), ada(55, 'd'), ada(30, 'b'), others, ada(62, 'e')];
    expect(last(unknown).at(-1)).toBe(1);
    // What was said when it was said is no later for being read again.
    expect(last([ada(30, 'b'), ada(55, 'c'), ada(30, 'b'), others, ada(62, 'd')]).at(-1)).toBe(0);
  });
  it('counts the same files without words', () => {
    const file = { attachments: [{ filename: '1.png', size: 77 }] };
    expect(last([at(0, '', file), at(1, '', file), at(2, '', file)])).toEqual([0, 0, 1]);
    const other = (size: number) => ({ attachments: [{ filename: 'image.png', size }] });
    expect(last([at(0, '', other(1)), at(1, '', other(2)), at(2, '', other(3))])).toEqual([0, 0, 0]);
  });
  it('does not take messages without anything for the same', () => {
    expect(last([at(0, ''), at(1, ''), at(2, '')])).toEqual([0, 0, 0]);
  });
});

describe('attachments', () => {
  const files = (...names: string[]) => ({
    content: '',
    attachments: names.map((filename) => ({ filename, size: 1 })),
  });
  table('attachments', [
    ['a blocked ending', { block_ext: ['exe'] }, files('setup.exe'), true],
    ['in capitals', { block_ext: ['exe'] }, files('SETUP.EXE'), true],
    ['the rule in capitals and with a dot', { block_ext: ['.EXE'] }, files('setup.exe'), true],
    ['behind another ending', { block_ext: ['exe'] }, files('invoice.pdf.exe'), true],
    ['with a dot behind', { block_ext: ['exe'] }, files('setup.exe.'), true],
    ['with spaces behind', { block_ext: ['exe'] }, files('setup.exe  '), true],
    ['with dots and spaces behind', { block_ext: ['exe'] }, files('setup.exe. .'), true],
    ['turned round', { block_ext: ['exe'] }, files('photo\u202egnp.exe'), true],
    ['with something invisible', { block_ext: ['exe'] }, files('setup.e\u200bxe'), true],
    ['in full-width letters', { block_ext: ['exe'] }, files('setup．ｅｘｅ'), true],
    ['with a stream behind', { block_ext: ['exe'] }, files('setup.exe::$DATA'), true],
    ['the second of two', { block_ext: ['exe'] }, files('a.png', 'b.exe'), true],
    ['of two parts', { block_ext: ['tar.gz'] }, files('a.tar.gz'), true],
    ['another ending', { block_ext: ['exe'] }, files('a.png'), false],
    ['the name is no ending', { block_ext: ['exe'] }, files('exe', 'my-exe', 'exe.png'), false],
    ['an ending that ends so', { block_ext: ['js'] }, files('a.mjs'), false],
    ['allowed endings', { allow_ext: ['png', 'jpg'] }, files('a.png', 'b.JPG'), false],
    ['not allowed', { allow_ext: ['png'] }, files('a.gif'), true],
    ['allowed in front, not behind', { allow_ext: ['png'] }, files('a.png.exe'), true],
    ['no ending is not allowed', { allow_ext: ['png'] }, files('README'), true],
    ['more than max', { max: 2 }, files('a.png', 'b.png', 'c.png'), true],
    ['as many as max', { max: 3 }, files('a.png', 'b.png', 'c.png'), false],
    ['none at all', { max: 0 }, files('a.png'), true],
    ['no files', { allow_ext: ['png'], max: 0 }, 'hello', false],
    ['in a forward', { block_ext: ['exe'] }, { message_snapshots: [{ message: files('a.exe') }] }, true],
  ]);
});

it('names what was counted', () => {
  expect(matched({ type: 'emoji', max: 1 }, 'a 😀 b 😀 c')).toBe('😀 b 😀');
});
