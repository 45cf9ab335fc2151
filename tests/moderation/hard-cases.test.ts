/** Disguises and honest text that were found hard, a line each. */
import { describe, expect, test } from 'vitest';
import { conversation, decisionsOn, matched, rulesOf, type Written } from './decide.ts';

const casino = { type: 'words', words: ['casino'] };
const hits = (rule: Written, message: string | Written) => decisionsOn(rulesOf(rule), message).length === 1;

describe('a word is found', () => {
  test.each([
    ['in rare scripts: Old Italic, Osage, Deseret, Warang Citi, Gothic', 'casin𐓂 𐌂asino'],
    ['with a letter of Deseret', 'casin𐐄'],
    ['with a letter of Warang Citi', 'casin𑣈'],
    ['with a letter of Gothic', 'casin𐍉'],
    ['with a rune', 'caᛋino'],
    ['with a letter of Tifinagh', 'casinⵔ'],
    ['with a letter of Georgian', 'casinო'],
    ['with the zero of Devanagari', 'casin०'],
    ['with the zero of Oriya', 'casin୦'],
    ['with the zero of Telugu', 'casin౦'],
    ['with the zero of Khmer', 'casin០'],
    ['with a letter of N’Ko', 'casinߋ'],
    ['in letters of Thai that a page made of it', 'ςครเภ๏'],
    ['with a dot on a letter that has none', 'cası̇no'],
    ['with a tone of Thai on a Latin letter', 'c\u0e49asino'],
    ['with a mark of Devanagari on a Latin letter', 'c\u0901asino'],
    ['with marks that make keys of letters', 'c⃣a⃣s⃣i⃣n⃣o⃣'],
    ['in signs of emoji', 'c🅰️sin🅾️'],
    ['with an ideograph that passes for a letter', '匚asino'],
    ['with kana and ideographs that pass for letters', '匚卂sin口'],
    ['with a letter of an alphabet that is written no more', 'caƨino'],
    ['as the name of a command', 'try </casino:123456789012345678>'],
    ['as the name of a command of two words', 'try </the casino:123456789012345678>'],
  ])('%s', (_, text) => {
    expect(matched(casino, text)).toBeDefined();
  });

  test('in mathematical letters, whatever half of a character was seen before', () => {
    expect(matched(casino, 'a \ud835 b')).toBeUndefined();
    expect(matched(casino, '𝐜𝐚𝐬𝐢𝐧𝐨')).toBeDefined();
  });

  test.each([
    ['katakana in a circle', ['カ'], '㋕'],
    ['an ideograph in a circle', ['秘'], '㊙'],
    ['an ideograph in brackets', ['株'], '㈱'],
    ['a typographic apostrophe', ["don't"], 'don’t'],
    ['a typographic apostrophe in the rule', ['don’t'], "don't"],
    ['a hyphen that does not break', ['e-mail'], 'e‑mail'],
    ['a dash', ['e-mail'], 'e–mail'],
    ['the letter that looks like an apostrophe', ["don't"], 'donʼt'],
  ])('%s', (_, words, text) => {
    expect(matched({ type: 'words', words }, text)).toBeDefined();
  });

  test.each([
    ['a particle of Korean', ['casino'], 'casino에서'],
    ['a particle of Hebrew', ['casino'], 'בcasino'],
    ['an article of Arabic', ['casino'], 'الcasino'],
    ['Korean laughter', ['바보'], '바보ㅋㅋ'],
    ['Korean tears', ['lol'], 'ㅠㅠlol'],
  ])('beside %s', (_, words, text) => {
    expect(matched(w(words), text)).toBe(words[0]);
  });

  test('in labels of a menu, and in what a preview calls its site', () => {
    const menu = { type: 3, placeholder: 'x', options: [{ label: 'a casino', value: '1' }] };
    const inMenu = { content: '', components: [{ type: 1, components: [menu] }] };
    expect(matched(casino, inMenu)).toBe('casino');
    expect(matched(casino, { content: '', embeds: [{ provider: { name: 'Casino' } }] })).toBe('Casino');
  });

  const spaced = { ...casino, spaced: true };
  test.each(['с a s i n o', 'с.а.s.i.n.о', 'this is a c a s i n o', 'ⅽ-a-s-i-n-o', 'c​ a​ s​ i​ n​ o'])(
    'apart: %s',
    (text) => expect(matched(spaced, text)).toBeDefined(),
  );
});

test.each(['f#ck', 'f@ck', 'f*ck', 'fuc*'])('a word whose letter is a sign: %s', (text) => {
  expect(matched({ ...w(['fuck']), leet: true }, text)).toBe(text);
});

test.each([
  ['казино', 'к@зин0'],
  ['зебра', '3ебр4'],
  ['μαλακας', 'μαλ@κ4ς'],
  ['casino', 'с@sino'],
  ['casino', 'ca$inо'],
  ['сука', 'c*ка'],
])('a word of other letters, or of several scripts, whose letters are signs: %s in %s', (word, text) => {
  expect(matched({ ...w([word]), leet: true }, text)).toBe(text);
});

test.each(['сор@нет', 'сор! ok', 'сор|net', 'почта@сор.example'])(
  'a word of one script beside a sign is no disguise: %s',
  (text) => {
    expect(matched({ ...w(['cop']), leet: true }, text)).toBeUndefined();
  },
);

test.each(['f * c k', 'f u c *', 's.h.*.t', 's h 1 t'])(
  'a sign for a letter, where letters stand apart: %s',
  (text) => {
    expect(matched({ ...w(['fuck', 'shit']), leet: true, spaced: true }, text)).toBe(text);
  },
);

test.each([
  ['CASINO', 'CАSINО'],
  ['CASINO', 'CASIΝO'],
  ['Mark', 'Μark'],
  ['Hack', 'Нack'],
])('a pattern that names capitals sees through capitals that look alike: %s in %s', (pattern, text) => {
  expect(matched({ type: 'regex', pattern }, text)).toBe(text);
});

describe('honest text passes', () => {
  test.each([
    ['what is allowed, partly emphasised', { ...w(['casino']), allow: ['casino royale'] }, '*Casino* Royale'],
    ['what is allowed, under one line', { ...w(['ass']), match: 'part', allow: ['class'] }, '**cl**ass'],
    [
      'what is allowed, masked',
      { ...w(['casino']), allow: ['casino royale'] },
      '[Casino](https://x.example) Royale',
    ],
    ['signs that are no letters', { ...w(['ass']), leet: true }, 'same as @mod, C#, me@here.example'],
    ['a port in Chinese', w(['usb']), 'USBs口'],
    ['sentences without a space', { type: 'links' }, 'ok.cool great.love it yeah.man lol.wow'],
    ['an own invitation in italics', { type: 'invites', allow_codes: ['good'] }, '_discord.gg/good_'],
    ['Cherokee, whose letters are all capitals', { type: 'caps' }, 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏗᎧᏁᎢᏍᏗ'],
    ['Khmer with the breaks of its words', unseen(), 'ខ្ញុំ\u200bចង់\u200bទៅ\u200bផ្សារ'],
    ['Thai with the breaks of its words', unseen(), 'ภาษา\u200bไทย\u200bสวย\u200bมาก'],
    ['Hebrew with names that are set apart', unseen(), 'שלום \u2067abc\u2069 \u2067def\u2069'],
    [
      'Hebrew with English names that are set apart',
      unseen(),
      'זה \u200eJavaScript\u200e וגם \u200eTypeScript\u200e',
    ],
    ['the dotted capital, which is no ı', w(['sıkıcı']), 'SİKİCİ'],
    ['a time in Korean with what departs then', w(['시발']), '3시발 열차'],
    ['a longer word with a particle', w(['casino']), 'casinos에서, mycasino는'],
    ['factors', { ...w(['shit']), leet: true, spaced: true }, 's * t = h'],
    ['a word of Osage alone', w(['osage', 'oso']), '𐓂𐓂'],
    ['a letter of Devanagari digits', w(['go']), 'मेरा फ़ोन ४G है, ०५ बजे'],
    ['a longer word, letter by letter', { ...w(['ass']), spaced: true }, 'c l a s s'],
    ['a longer word, with dots', { ...w(['casino']), spaced: true }, 'c.a.s.i.n.o.s'],
    ['single letters of one script', { ...w(['cop']), spaced: true }, 'с о р'],
    ['a property in a program', { type: 'links' }, 'self.name = obj.prop.name; a.map(b)'],
    ['a package', { type: 'links' }, 'com.example.app and org.acme.tools'],
    ['what a site below a name is', feigned('discord.com'), 'https://discord.js.org https://discordapp.com'],
    ['a name of a host in a program', feigned('github.com'), 'https://github.community'],
  ])('%s', (_, rule, text) => {
    expect(matched(rule, text)).toBeUndefined();
  });
});

describe('a host is found', () => {
  const evil = { type: 'links', domains: ['evil.com'] };
  test.each(['看evil.com吧', 'ดูevil.comครับ', 'evil.com에서', '参加はevil.com/xへ'])('amid %s', (text) => {
    expect(matched(evil, text)).toContain('evil.com');
  });
  test.each(['http://16909060', 'http://0x01020304/x'])('by its one number: %s', (text) => {
    expect(matched({ type: 'links', domains: ['1.2.3.4'] }, text)).toBe(text);
  });
  test.each(['https://💩.la', 'https://i❤.ws/x', 'seehttps://x.example'])(
    'of emoji, or behind a word: %s',
    (text) => {
      expect(matched({ type: 'links' }, text)).toBeDefined();
    },
  );
  test('by its number', () => {
    const allow = { type: 'links', mode: 'allow', domains: ['good.com'] };
    expect(matched(allow, 'see https://[2001:db8::1]/x')).toBe('https://[2001:db8::1]/x');
    expect(matched(allow, 'see https://[not] and [x](https://good.com)')).toBeUndefined();
  });
  test.each(['https://discord-app.com', 'https://discord.nitro.ru', 'https://discord.free-gift.example'])(
    'that feigns: %s',
    (text) => expect(matched(feigned('discord.com'), text)).toBeDefined(),
  );
  test.each(['смотриdiscord.gg/abc', '山discord.gg/abc'])(
    'of an invitation behind a word of another script: %s',
    (text) => {
      expect(matched({ type: 'invites' }, text)).toBe('discord.gg/abc');
    },
  );
  test.each([
    'discord.gg/good/../abc',
    'discord.gg/./abc',
    'discord.com/x/../invite/abc',
    'discord.com/invite/../invite/./abc',
    'discord.gg/%2e%2e/abc',
  ])('of an invitation by detours: %s', (text) => {
    expect(matched({ type: 'invites', allow_codes: ['good'] }, text)).toBe(text);
  });
  test.each(['discord.gg/x/../good', 'discord.com/./invite/good', 'discord.gg/../'])(
    'of an allowed invitation, or none, by detours: %s',
    (text) => {
      expect(matched({ type: 'invites', allow_codes: ['good'] }, text)).toBeUndefined();
    },
  );
  test.each(['discord://-/invite/abc', 'discord。gg/abc'])('of an invitation: %s', (text) => {
    expect(matched({ type: 'invites' }, text)).toBe(text);
  });
});

describe('counted', () => {
  test.each<[string, Written, string, boolean]>([
    ['capitals in circles', { type: 'caps', min_letters: 4 }, 'ⓈⓉⓄⓅ', true],
    ['small letters in circles', { type: 'caps', min_letters: 4 }, 'ⓢⓣⓞⓟ', false],
    ['one emoji of two characters again', { type: 'repeat', unit: 'char', min: 3 }, '👍🏽👍🏽👍🏽', true],
    ['flags again', { type: 'repeat', unit: 'char', min: 3 }, '🇩🇰🇩🇰🇩🇰', true],
    ['custom emoji again', { type: 'repeat', unit: 'char', min: 3 }, '<:a:1><:a:1><:a:1>', true],
    ['other flags', { type: 'repeat', unit: 'char', min: 3 }, '🇩🇰🇸🇪🇩🇰', false],
    ['emoji with words between', { type: 'repeat', unit: 'char', min: 3 }, '👍🏽 a 👍🏽 b 👍🏽', false],
  ])('%s', (_, rule, text, is) => {
    expect(hits(rule, text)).toBe(is);
  });

  test.each([
    ['a word of Cyrillic with intruders and without', { unit: 'word' }, 'спам cпaм спам'],
    ['a line of Cyrillic with intruders and without', { unit: 'line' }, 'купи тут\nкyпи тут\nкупи тyт'],
  ])('%s again', (_, rule, text) => {
    expect(hits({ type: 'repeat', min: 3, ...rule }, text)).toBe(true);
  });

  test('a message of Cyrillic with intruders and without is the same message', () => {
    const said = (...messages: string[]) =>
      conversation(rulesOf({ type: 'repeat', unit: 'message', min: 3 }), messages).at(-1)?.length;
    expect([said('казино', 'Казино!', 'кaзинo'), said('один', 'два', 'три')]).toEqual([1, 0]);
  });

  test('the same sticker again and again is the same message', () => {
    const sticker = (name: string) => ({ content: '', sticker_items: [{ id: '1', name, format_type: 1 }] });
    const told = (...names: string[]) =>
      conversation(rulesOf({ type: 'repeat', unit: 'message', min: 3 }), names.map(sticker)).at(-1)?.length;
    expect([told('wave', 'wave', 'wave'), told('wave', 'hug', 'wave')]).toEqual([1, 0]);
    expect(matched({ type: 'words', words: ['wave'] }, sticker('wave'))).toBe('wave');
  });
});

test('isolates between the letters of a word are counted, whatever stands in the line', () => {
  expect(hits(unseen(), 'c\u2066a\u2069s\u2066i\u2069no א')).toBe(true);
  expect(hits(unseen(), '\u202eabc\u202e \u202edef שלום')).toBe(true);
});

function unseen(): Written {
  return { type: 'invisible', max: 2 };
}

function w(words: string[]): Written {
  return { type: 'words', words };
}

function feigned(...protect: string[]): Written {
  return { type: 'links', mode: 'lookalike', protect };
}
