import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emojiNames, withEmoji } from '../../src/kit/emoji.ts';

test.each([
  [':tada:', '🎉'],
  ['We are live :tada:', 'We are live 🎉'],
  ['Hello:tada:', 'Hello🎉'],
  [':tada:Hello', '🎉Hello'],
  [':tada::tada: :rocket:', '🎉🎉 🚀'],
  [':+1:', '👍'],
  [':thumbsup:', '👍'],
  [':-1:', '👎'],
  [':+1::skin-tone-3:', '👍🏼'],
  ['done:+1::skin-tone-6:now', 'done👍🏿now'],
  [':handshake::skin-tone-2:', '🤝🏻'],
  [':handshake::skin-tone-2-3:', '🫱🏻‍🫲🏼'],
  [':handshake::skin-tone-3-3:', '🤝🏼'],
  [':people_holding_hands::skin-tone-2-5:', '🧑🏻‍🤝‍🧑🏾'],
  [':couple::skin-tone-2-5:', '👩🏻‍🤝‍👨🏾'],
  [':two_women_holding_hands::skin-tone-4-2:', '👩🏽‍🤝‍👩🏻'],
  [':couplekiss::skin-tone-2-3:', '🧑🏻‍❤️‍💋‍🧑🏼'],
  [':couple_with_heart::skin-tone-6-2:', '🧑🏿‍❤️‍🧑🏻'],
  [':male-astronaut::skin-tone-4:', '👨🏽‍🚀'],
  [':man-running::skin-tone-2:', '🏃🏻‍♂️'],
  [':point_up::skin-tone-5:', '☝🏾'],
  [':tada::skin-tone-3:', '🎉'],
  [':flag-dk:', '🇩🇰'],
  [':heart:', '❤️'],
  [':white_frowning_face:', '☹️'],
  [':simple_smile:', '🙂'],
  [':100:', '💯'],
  ['(:100:)', '(💯)'],
  [':TADA:', '🎉'],
  ['\n:warning: :one:', '\n⚠️ 1️⃣'],
  ['foo:raised_hands:bar', 'foo🙌bar'],
  ['新商品:tada:発売', '新商品🎉発売'],
  ['すごい:tada:ありがとう', 'すごい🎉ありがとう'],
  ['最高:100:です', '最高💯です'],
  ['слово:key:слово', 'слово🔑слово'],
  ['สวัสดี:tada:ครับ', 'สวัสดี🎉ครับ'],
  ['Fest:tada:i aften', 'Fest🎉i aften'],
  ['café:tada:été', 'café🎉été'],
  [':party_parrot::tada: yes', ':party_parrot:🎉 yes'],
  [':tada::party_parrot::tada:', '🎉:party_parrot:🎉'],
  [':blob::blob2::+1::skin-tone-3:', ':blob::blob2:👍🏼'],
  [':なるほど::tada:', ':なるほど:🎉'],
  ['場所:東京:tada: x', '場所:東京🎉 x'],
])('%j is read as %j', async (typed, seen) => {
  expect(await withEmoji(typed)).toBe(seen);
});

test.each([
  '10:30:15',
  'at 10:100:15',
  'a:b:c',
  'user:key:value',
  '12:30:45',
  '午前10:30:45から',
  'at::tada::at',
  ':blob:::tada::x',
  'std::string::npos',
  '::tada::',
  '`:tada:`',
  '<:tada:1024000000000000000>',
  '<a:tada:1024000000000000000>',
  '```\n:tada:\n```',
  'https://example.com:8080/:tada:/x',
  'http://localhost:3000:key:',
  'C:x:',
  ':partyparrot:',
  ':notaname: and :neither_this:',
  'Monday: nine, Tuesday: ten',
  ': tada :',
  '',
])('%j stays as it is', async (typed) => {
  expect(await withEmoji(typed)).toBe(typed);
});

test('an unknown name does not hide the known one after it', async () => {
  expect(await withEmoji(':partyparrot: :tada:')).toBe(':partyparrot: 🎉');
  expect(await withEmoji('Note:tada: x')).toBe('Note🎉 x');
  expect(await withEmoji('when:unknown:tada: x')).toBe('when:unknown🎉 x');
});

test('every name that stands by itself is read', async () => {
  const names = await emojiNames();
  for (const [name, characters] of names) expect(await withEmoji(`x :${name}: y`)).toBe(`x ${characters} y`);
  expect(names.size).toBeGreaterThan(1_900);
});

test('only names go away: all other characters stay, in their order', async () => {
  const words = fc.stringMatching(/^[ a-z0-9:_+\n`/.-]{0,40}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(words, fc.constantFrom(':tada:', ':x:', ':100:'))), async (pieces) => {
      const text = pieces.join('');
      const rest = (await withEmoji(text)).split(/[^\x20-\x7e\n]+/);
      let at = 0;
      for (const piece of rest) {
        const found = text.indexOf(piece, at);
        expect(found).toBeGreaterThanOrEqual(at);
        at = found + piece.length;
      }
    }),
  );
});
