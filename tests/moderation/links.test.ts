import { describe, expect, test } from 'vitest';
import { matched, type Written } from './decide.ts';

const block = { type: 'links', domains: ['evil.com', 'site.example/bad', 'münchen.de'] };

describe('a sign behind a link', () => {
  const allow = { type: 'links', mode: 'allow', domains: ['example.com', 'i❤.ws'] };

  test.each(['🎉', '™', '❤️', '👨\u200d👩\u200d👧', '🎉🎉', '🇩🇰', '🎉/x'])('is no part of it: %s', (sign) => {
    expect(matched(allow, `Visit https://example.com${sign}`)).toBeUndefined();
    expect(matched(allow, `Visit https://i❤.ws${sign}`)).toBeUndefined();
    expect(matched(block, `Visit https://evil.com${sign}`)).toBe('https://evil.com');
    expect(matched({ ...block, domains: ['1.2.3.4'] }, `http://1.2.3.4${sign}`)).toBe('http://1.2.3.4');
  });

  test('that is part of its name stays so', () => {
    expect(matched({ ...block, domains: ['i❤.ws'] }, 'https://i❤.ws/x')).toBe('https://i❤.ws/x');
    expect(matched({ ...block, domains: ['evil.tel'] }, 'https://evil.℡')).toBe('https://evil.℡');
    expect(matched(allow, 'https://example.com🎉.ws')).toBe('https://example.com🎉.ws');
  });
});

test.each(['try http://0 or http://8080', 'http://1234567'])('a short number is no link: %s', (content) => {
  expect(matched({ type: 'links', mode: 'allow', domains: ['example.com'] }, content)).toBeUndefined();
});

test.each(['http://16909060', 'http://0x01020304'])(
  'a number that is an address is a link: %s',
  (content) => {
    expect(matched({ type: 'links', domains: ['1.2.3.4'] }, content)).toBe(content);
  },
);

describe('blocked links are found', () => {
  test.each([
    ['an address', 'see https://evil.com/x?y=1', 'https://evil.com/x?y=1'],
    ['in capitals', 'HTTPS://EVIL.COM', 'HTTPS://EVIL.COM'],
    ['over plain http', 'http://evil.com', 'http://evil.com'],
    ['a subdomain', 'https://a.b.evil.com', 'https://a.b.evil.com'],
    ['www', 'www.evil.com', 'www.evil.com'],
    ['bare', 'go to evil.com now', 'evil.com'],
    ['bare with a path', 'evil.com/win', 'evil.com/win'],
    ['bare with a port', 'evil.com:8080/win', 'evil.com:8080/win'],
    ['at the end of a sentence', 'I like evil.com.', 'evil.com.'],
    ['in brackets', '(evil.com)', 'evil.com'],
    ['in angles', '<https://evil.com>', 'https://evil.com'],
    ['in angles with one slash (yagpdb 1858)', '<https:/evil.com/x>', 'https:/evil.com/x'],
    ['spoilered', '||https://evil.com||', 'https://evil.com'],
    ['bold', '**https://evil.com**', 'https://evil.com'],
    ['underlined', '__https://evil.com__', 'https://evil.com'],
    ['emphasised', '_https://evil.com_', 'https://evil.com'],
    ['masked', '[docs](https://evil.com/a)', 'https://evil.com/a'],
    ['masked without a preview', '[docs](<https://evil.com/a>)', 'https://evil.com/a'],
    ['masked with a title', '[docs](https://evil.com/a "title")', 'https://evil.com/a'],
    ['masked by an honest address', '[https://good.com](https://evil.com)', 'https://evil.com'],
    ['masked, with brackets in the path', '[x](https://evil.com/a_(b))', 'https://evil.com/a_(b)'],
    ['in a quote', '> https://evil.com', 'https://evil.com'],
    ['in code', '`https://evil.com`', 'https://evil.com'],
    ['behind a user', 'https://good.com@evil.com', 'https://good.com@evil.com'],
    ['behind a user and a password', 'https://good.com:x@evil.com/', 'https://good.com:x@evil.com/'],
    ['behind a user with a slash encoded', 'https://good.com%2F@evil.com', 'https://good.com%2F@evil.com'],
    ['with a port', 'https://evil.com:443/', 'https://evil.com:443/'],
    ['with a dot at the end', 'https://evil.com./x', 'https://evil.com./x'],
    ['percent-encoded (discord-api-docs 6625)', 'https://%65vil.com', 'https://%65vil.com'],
    ['with the dot encoded', 'https://evil%2Ecom', 'https://evil%2Ecom'],
    ['in full-width letters', 'https://ｅｖｉｌ.com', 'https://ｅｖｉｌ.com'],
    ['with an ideographic dot', 'https://evil。com', 'https://evil。com'],
    ['with an invisible character', 'https://ev\u200bil.com', 'https://ev\u200bil.com'],
    ['bare with an invisible character', 'ev\u200bil.com', 'ev\u200bil.com'],
    ['bare with a soft hyphen', 'ev\u00adil.com', 'ev\u00adil.com'],
    ['bare in full-width letters', 'ｅｖｉｌ．ｃｏｍ', 'ｅｖｉｌ．ｃｏｍ'],
    ['bare in mathematical letters', '𝐞𝐯𝐢𝐥.𝐜𝐨𝐦', '𝐞𝐯𝐢𝐥.𝐜𝐨𝐦'],
    ['bare with bold letters within', 'ev**il**.com', 'ev**il**.com'],
    ['bare with an escaped dot', 'evil\\.com', 'evil\\.com'],
    ['within a redirect', 'https://google.com/url?q=https://evil.com', 'https://evil.com'],
    ['by its path', 'https://site.example/bad', 'https://site.example/bad'],
    ['below its path', 'site.example/bad/worse?x', 'site.example/bad/worse?x'],
    ['by its path in capitals', 'site.example/BAD', 'site.example/BAD'],
    ['by its path, encoded', 'https://site.example/%62ad', 'https://site.example/%62ad'],
    ['by its path with two slashes', 'https://site.example//bad', 'https://site.example//bad'],
    ['by its path with a detour', 'https://site.example/good/../bad', 'https://site.example/good/../bad'],
    ['with accents in the name', 'https://münchen.de', 'https://münchen.de'],
    ['in punycode', 'https://xn--mnchen-3ya.de', 'https://xn--mnchen-3ya.de'],
    ['behind Chinese without a space', '看https://evil.com', 'https://evil.com'],
    ['behind Chinese, bare', '看 evil.com', 'evil.com'],
    ['second of two', 'https://good.com https://evil.com', 'https://evil.com'],
    ['glued to another by a comma', 'https://good.com,https://evil.com', 'https://evil.com'],
    ['on a line of its own', 'a\nevil.com\nb', 'evil.com'],
  ])('%s', (_, text, found) => {
    expect(matched(block, text)).toBe(found);
  });
});

describe('other links pass', () => {
  test.each([
    ['another host that ends so', 'https://notevil.com'],
    ['another host that begins so', 'https://evil.com.example'],
    ['another host with a dash', 'not-evil.com'],
    ['another ending', 'evil.community'],
    ['the name as a user', 'https://evil.com@good.example/'],
    ['the name in a path', 'https://good.example/evil.com'],
    ['the name in a query', 'https://good.example/?q=evil.com'],
    ['an address of mail', 'write to me@evil.com'],
    ['another path', 'https://site.example/badge'],
    ['the host without the path', 'https://site.example'],
    ['words', 'evil comes'],
  ])('%s', (_, text) => {
    expect(matched(block, text)).toBeUndefined();
  });
});

describe('mode: allow', () => {
  const allow = { type: 'links', mode: 'allow', domains: ['good.com', 'github.com/acme'] };
  test.each([
    ['an allowed host', 'https://good.com/x', undefined],
    ['its subdomain', 'https://docs.good.com', undefined],
    ['an allowed path', 'https://github.com/acme/repo', undefined],
    ['another path of that host', 'https://github.com/other', 'https://github.com/other'],
    ['a path that only begins so', 'https://github.com/acme-evil', 'https://github.com/acme-evil'],
    ['a path that leaves it', 'https://github.com/acme/../other', 'https://github.com/acme/../other'],
    ['another host', 'https://bad.example', 'https://bad.example'],
    ['another host, bare', 'join bad.net today', 'bad.net'],
    ['an allowed name as the user', 'https://good.com@bad.net', 'https://good.com@bad.net'],
    ['an allowed name as a subdomain', 'https://good.com.bad.net', 'https://good.com.bad.net'],
    ['a look-alike', 'https://gооd.com', 'https://gооd.com'],
    ['an allowed label over another target', '[good.com](https://bad.net)', 'https://bad.net'],
    ['what only follows an allowed link', 'https://good.com/?u=https://bad.net', undefined],
    ['a file', 'open README.md, main.py and run.sh', undefined],
    ['code', 'use node.js, Vue.js or ASP.NET', undefined],
    ['a version', 'version 2.4.1 and 1.0.rc1', undefined],
    ['a price and a time', 'it costs 3.50 at 12.30', undefined],
    ['abbreviations', 'e.g. the U.S. at 5 p.m., i.e. now', undefined],
    ['a missing space', 'I am done.So what? Hello.How are you', undefined],
    ['a missing space before a small word', 'ok.so be it', undefined],
    ['dots', 'wait...what', undefined],
    ['mail', 'mail me@bad.net', undefined],
    ['a method', 'call foo.bar() on it', undefined],
    ['an address of the network', 'ping 192.168.0.1', undefined],
    ['initials', 'J.R.R. Tolkien', undefined],
    ['bare www', 'www.bad.example', undefined],
    ['bare www of a real ending', 'www.bad.org', 'www.bad.org'],
    ['a short link', 'bit.ly/3abc', 'bit.ly/3abc'],
    ['a short link with a common ending', 't.me/channel', 't.me/channel'],
    ['all capitals', 'BAD.COM', 'BAD.COM'],
    ['a name in another script', 'пример.рф', 'пример.рф'],
  ])('%s', (_, text, found) => {
    expect(matched(allow, text)).toBe(found);
  });
});

describe('parameters', () => {
  const cases: [string, Written, string, string | undefined][] = [
    ['block without domains blocks all', {}, 'https://any.example', 'https://any.example'],
    [
      'subdomains: false takes the host alone',
      { domains: ['evil.com'], subdomains: false },
      'https://a.evil.com',
      undefined,
    ],
    [
      'subdomains: false still takes the host',
      { domains: ['evil.com'], subdomains: false },
      'https://evil.com',
      'https://evil.com',
    ],
    ['an entry with a star', { domains: ['*.evil.com'] }, 'https://a.evil.com', 'https://a.evil.com'],
    ['an entry as an address', { domains: ['https://evil.com/x/'] }, 'evil.com/x', 'evil.com/x'],
    [
      'bare: false leaves names alone',
      { domains: ['evil.com'], bare: false },
      'evil.com www.evil.com',
      undefined,
    ],
    [
      'bare: false takes addresses',
      { domains: ['evil.com'], bare: false },
      'https://evil.com',
      'https://evil.com',
    ],
    [
      'bare: false takes masked ones',
      { domains: ['evil.com'], bare: false },
      '[a](https://evil.com)',
      'https://evil.com',
    ],
    [
      'bare: false takes those in angles',
      { domains: ['evil.com'], bare: false },
      '<https://evil.com>',
      'https://evil.com',
    ],
    [
      'bare: false leaves code alone, where Discord makes no link',
      { domains: ['evil.com'], bare: false },
      '`https://evil.com`',
      undefined,
    ],
    [
      'in_code: ignore',
      { domains: ['evil.com'], in_code: 'ignore' },
      '`https://evil.com` ```\nevil.com```',
      undefined,
    ],
    [
      'in_code: ignore reads what is beside',
      { domains: ['evil.com'], in_code: 'ignore' },
      '`x` evil.com',
      'evil.com',
    ],
  ];
  test.each(cases)('%s', (_, rule, text, found) => {
    expect(matched({ type: 'links', ...rule }, text)).toBe(found);
  });
});

describe('mode: lookalike', () => {
  const rule = {
    type: 'links',
    mode: 'lookalike',
    protect: ['discord.com', 'steamcommunity.com', 'paypal.com', 'google.com'],
  };
  test.each([
    'https://dlscord.com',
    'https://disc0rd.com',
    'https://discоrd.com',
    'https://ԁіѕсоrԁ.com',
    'https://xn--discrd-zwf.com',
    'https://discorcl.com',
    'https://discrod.com',
    'https://disccord.com',
    'https://dicsord.com/nitro',
    'https://discords.com',
    'https://dıscord.com',
    'https://díscord.com',
    'https://d1scord.gift',
    'https://discord.co',
    'https://discord.com.evil.example',
    'https://discord.com-gift.net',
    'https://discord.com@evil.example',
    'https://discord-nitro.com',
    'https://discordgift.net',
    'https://dlscord-app.com',
    'https://free-dlscord.com',
    'https://dis-cord.com',
    'https://steamcommunlty.com',
    'https://steamcomrnunity.com',
    'https://stearncommunity.com',
    'https://steancommunity.com',
    'https://steamcommunitty.ru',
    'https://steam-community.com',
    'https://paypa1.com',
    'https://рaypal.com',
    'https://paypaI.com',
    'https://g00gle.com',
    'https://googIe.com',
    'https://gооgle.com',
    'https://goog1e.com',
    'dlscord.com',
    '[discord.com](https://dlscord.com)',
    'https://login.dlscord.com',
    'https://ｄlscord.com',
    'https://discord.cm',
  ])('%s feigns', (text) => {
    expect(matched(rule, text)).toBeDefined();
  });
  test.each([
    'https://discord.com/channels/1',
    'https://cdn.discord.com/x',
    'https://discord.gg/abc',
    'https://discord.gift/abc',
    'https://discord.js.org',
    'https://discordjs.guide',
    'https://discourse.org',
    'https://discovery.com',
    'https://disco.com',
    'https://record.com',
    'https://steampowered.com',
    'https://store.steampowered.com',
    'https://steamcommunity.com/id/a',
    'https://paypal.com/me',
    'https://www.paypal.com',
    'https://google.com',
    'https://docs.google.com',
    'https://goo.gl/x',
    'https://google.de',
    'https://example.com/discord.com',
    'https://github.com/discord/discord-api-docs',
    'https://wikipedia.org/wiki/Google',
    'https://discordapp.com',
    'https://noodle.com',
    'https://payback.de',
    'https://discord.py.example',
    'https://concord.com',
    'https://accord.com',
    'https://community.com',
    'https://rawgit.com',
  ])('%s is honest', (text) => {
    expect(matched(rule, text)).toBeUndefined();
  });
});
