import { describe, expect, test } from 'vitest';
import { matched, type Written } from './decide.ts';

const plain = { type: 'invites', allow_codes: ['allowed', 'own-server'] };

describe('invitations are found', () => {
  test.each([
    ['short', 'discord.gg/abc', 'discord.gg/abc'],
    ['as an address', 'https://discord.gg/abc', 'discord.gg/abc'],
    ['long', 'https://discord.com/invite/abc', 'discord.com/invite/abc'],
    ['long and old', 'discordapp.com/invite/abc', 'discordapp.com/invite/abc'],
    ['of canary', 'canary.discord.com/invite/abc', 'canary.discord.com/invite/abc'],
    ['of ptb', 'https://ptb.discord.com/invite/abc', 'ptb.discord.com/invite/abc'],
    ['with www', 'www.discord.gg/abc', 'www.discord.gg/abc'],
    ['with invite in it', 'discord.gg/invite/abc', 'discord.gg/invite/abc'],
    ['in capitals', 'DISCORD.GG/ABC', 'DISCORD.GG/ABC'],
    ['with two slashes', 'discord.gg//abc', 'discord.gg//abc'],
    ['with a backslash (GearBot 114)', 'discord.gg/\\abc', 'discord.gg/\\abc'],
    ['with only a backslash', 'discord.gg\\abc', 'discord.gg\\abc'],
    ['with a query', 'discord.gg/abc?event=1', 'discord.gg/abc'],
    ['with a port', 'discord.gg:443/abc', 'discord.gg:443/abc'],
    ['with a dot behind the host', 'discord.gg./abc', 'discord.gg./abc'],
    ['behind a user', 'https://x@discord.gg/abc', 'discord.gg/abc'],
    ['in angles', '<https://discord.gg/abc>', 'discord.gg/abc'],
    ['masked', '[join](https://discord.gg/abc)', 'discord.gg/abc'],
    ['masked by an allowed one', '[discord.gg/allowed](https://discord.gg/abc)', 'discord.gg/abc'],
    ['spoilered', '||discord.gg/abc||', 'discord.gg/abc'],
    ['with a bold code', 'discord.gg/**abc**', 'discord.gg/**abc'],
    ['with bold letters within', 'dis**cord**.gg/abc', 'dis**cord**.gg/abc'],
    ['in code', '`discord.gg/abc`', 'discord.gg/abc'],
    [
      'with a percent-encoded code (GearBot 190)',
      'https://discord.gg/%72%6f%77',
      'https://discord.gg/%72%6f%77',
    ],
    ['with a percent-encoded host', 'https://discord%2Egg/abc', 'https://discord%2Egg/abc'],
    ['with an invisible character', 'dis\u200bcord.gg/abc', 'dis\u200bcord.gg/abc'],
    ['with an invisible character in the code', 'discord.gg/al\u200blowed2', 'discord.gg/al\u200blowed2'],
    ['behind look-alikes', 'disсоrd.gg/abc', 'disсоrd.gg/abc'],
    ['in full-width letters', 'ｄｉｓｃｏｒｄ．ｇｇ／ａｂｃ', 'ｄｉｓｃｏｒｄ．ｇｇ／ａｂｃ'],
    ['in mathematical letters', '𝖽𝗂𝗌𝖼𝗈𝗋𝖽.𝗀𝗀/abc', '𝖽𝗂𝗌𝖼𝗈𝗋𝖽.𝗀𝗀/abc'],
    ['behind Japanese', '参加はdiscord.gg/abcへ', 'discord.gg/abc'],
    ['of a group (python-discord 225)', 'https://discord.gg/grp123', 'discord.gg/grp123'],
    ['the second of two', 'discord.gg/allowed discord.gg/abc', 'discord.gg/abc'],
    [
      'another code behind an allowed one (python-discord 2547)',
      'https://discord.gg/allowed./pGatU9MSXz',
      'discord.gg/allowed./pGatU9MSXz',
    ],
    ['another code behind a slash', 'discord.gg/allowed/other', 'discord.gg/allowed/other'],
    ['an allowed code in other capitals', 'discord.gg/ALLOWED', 'discord.gg/ALLOWED'],
    ['a code that begins like an allowed one', 'discord.gg/allowed2', 'discord.gg/allowed2'],
    ['a code with a dash behind an allowed one', 'discord.gg/allowed-x', 'discord.gg/allowed-x'],
    ['an allowed code with an encoded slash', 'discord.gg/allowed%2Fother', 'discord.gg/allowed%2Fother'],
  ])('%s', (_, text, found) => {
    expect(matched(plain, text)).toBe(found);
  });
});

describe('what passes', () => {
  test.each([
    ['an allowed code', 'discord.gg/allowed'],
    ['an allowed code with a dash', 'https://discord.com/invite/own-server'],
    ['an allowed code at the end of a sentence', 'join discord.gg/allowed.'],
    ['an allowed code in brackets', '(discord.gg/allowed)'],
    ['an allowed code with a slash behind', 'https://discord.gg/allowed/'],
    ['an allowed code with a query', 'https://discord.gg/allowed?utm=x'],
    ['an allowed code before a word', 'discord.gg/allowed join us'],
    ['two allowed codes on two lines (python-discord 3207)', 'discord.gg/allowed\ndiscord.gg/own-server'],
    ['an allowed code in bold', '**discord.gg/allowed**'],
    ['an allowed code, masked', '[join](https://discord.gg/allowed)'],
    ['an allowed code, percent-encoded', 'https://discord.gg/%61llowed'],
    ['the host alone', 'discord.gg is the host'],
    ['the host with a slash', 'discord.gg/'],
    ['a channel', 'https://discord.com/channels/1/2'],
    ['a promotion (x26-Cogs 82)', 'https://promos.discord.gg/abc'],
    ['a gift', 'https://discord.gift/abc'],
    ['another host', 'https://notdiscord.gg/abc'],
    ['another host with a dash', 'my-discord.gg/abc'],
    ['a host that goes on', 'https://discord.gg.example/abc'],
    ['the name as a user', 'https://discord.gg@example.com/abc'],
    ['help pages', 'https://support.discord.com/hc/en-us/articles/1'],
    ['a developer page', 'https://discord.com/developers/docs'],
    ['a redirector, without asking', 'dsc.gg/abc'],
    ['a short one, without asking', '.gg/abc'],
    ['a spaced one, without asking', 'discord . gg / abc'],
    ['another site of that ending', 'op.gg/champions'],
  ])('%s', (_, text) => {
    expect(matched(plain, text)).toBeUndefined();
  });
});

describe('parameters', () => {
  const cases: [string, Written, string, string | undefined][] = [
    ['short', { short: true }, 'join .gg/abc', '.gg/abc'],
    ['short behind a space', { short: true }, 'discord .gg/abc', '.gg/abc'],
    ['short, allowed', { short: true, allow_codes: ['abc'] }, '.gg/abc', undefined],
    [
      'short leaves other sites alone',
      { short: true },
      'op.gg/champions u.gg/x start.gg/tournament',
      undefined,
    ],
    ['short of one letter', { short: true }, '.gg/x', '.gg/x'],
    ['redirectors', { redirectors: true }, 'dsc.gg/abc', 'dsc.gg/abc'],
    ['redirectors as addresses', { redirectors: true }, 'https://discord.me/server', 'discord.me/server'],
    ['redirectors: invite.gg', { redirectors: true }, 'invite.gg/abc', 'invite.gg/abc'],
    [
      'redirectors: disboard',
      { redirectors: true },
      'https://disboard.org/server/123',
      'disboard.org/server/123',
    ],
    ['redirectors leave others alone', { redirectors: true }, 'op.gg/x top.gg/bot/1', undefined],
    ['spaced', { spaced: true }, 'discord . gg / abc', 'discord . gg / abc'],
    ['spaced behind the slash', { spaced: true }, 'discord.gg/ abc', 'discord.gg/ abc'],
    [
      'spaced letter by letter',
      { spaced: true },
      'd i s c o r d . g g / a b c',
      'd i s c o r d . g g / a b c',
    ],
    ['spaced over lines', { spaced: true }, 'discord.gg/\nabc', 'discord.gg/\nabc'],
    ['spaced with words', { spaced: true }, 'discord dot gg slash abc', 'discord dot gg slash abc'],
    [
      'spaced with brackets (GearBot 114)',
      { spaced: true },
      'discord[.]gg/abc discord(dot)gg/abc',
      'discord[.]gg/abc',
    ],
    ['spaced and long', { spaced: true }, 'discord . com / invite / abc', 'discord . com / invite / abc'],
    ['spaced and allowed', { spaced: true, allow_codes: ['abc'] }, 'discord . gg / abc', undefined],
    [
      'spaced swallows no next word (python-discord 230)',
      { spaced: true, allow_codes: ['python'] },
      'Can the discord.gg/python invite be mentioned in here',
      undefined,
    ],
    [
      'spaced joins no two lines (python-discord 3207)',
      { spaced: true, allow_codes: ['a1', 'b2'] },
      'discord.gg/a1\ndiscord.gg/b2',
      undefined,
    ],
    ['spaced leaves promotions alone', { spaced: true }, 'promos.discord.gg/abc', undefined],
    ['in_code: ignore', { in_code: 'ignore' }, '`discord.gg/abc`', undefined],
    ['allow_codes as addresses', { allow_codes: ['https://discord.gg/abc'] }, 'discord.gg/abc', undefined],
  ];
  test.each(cases)('%s', (_, rule, text, found) => {
    expect(matched({ type: 'invites', ...rule }, text)).toBe(found);
  });
});
