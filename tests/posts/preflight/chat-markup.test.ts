import { expect, test } from 'vitest';
import { rule as chatMarkup } from '../../../src/posts/preflight/rules/chat-markup.ts';
import { candidate } from './candidate.ts';

const ID = '1024000000000000000';
const about = (text: string, network = 'webhook') =>
  chatMarkup.find(candidate({ text, target: { network } })).map(({ id, about: found }) => [id, found]);

const DISCORDS = [
  `<@${ID}>`,
  `<@!${ID}>`,
  `<@&${ID}>`,
  `<#${ID}>`,
  `<:parrot:${ID}>`,
  `<a:parrot:${ID}>`,
  '<t:1790000000>',
  '<t:1790000000:F>',
  `</post new:${ID}>`,
  `<sound:0:${ID}>`,
  '<id:customize>',
  '<id:linked-roles>',
  `<id:linked-roles:${ID}>`,
];
const SLACKS = [
  '<@U012AB3CD>',
  '<@U012AB3CD|ada>',
  '<@B012AB3CD>',
  '<#C012AB3CD>',
  '<!here>',
  '<!subteam^S012AB3CD>',
  '<!date^1790000000^{date_num} {time}>',
  '<tel:+4512345678|12 34 56 78>',
  '<mailto:a@example.com|a@example.com>',
  '<https://example.com|here>',
];

test.each([...DISCORDS, ...SLACKS])('%s stops a post, where its network does not know it', (mark) => {
  expect(about(`Hello ${mark}!`)).toEqual([['post.markup.of_chat', mark]]);
});

test.each(DISCORDS)("%s may go to a channel of Discord's, which shows what it means", (mark) => {
  expect(about(`Hello ${mark}`, 'discord-channel')).toEqual([]);
});

test.each([':partyparrot:', ':team-logo:', ':blob_wave:'])(
  'an emoji that only a team has (%s) is warned of',
  (name) => {
    expect(about(`We ship ${name} today`)).toEqual([['post.emoji.of_chat', name]]);
    expect(about(`${name}${name}`)).toEqual([['post.emoji.of_chat', name]]);
  },
);

test.each([
  ['x:blob: y', [':blob:']],
  ['12:blob:30', [':blob:']],
  [':blob::blob2:', [':blob:', ':blob2:']],
  [':blob::skin-tone-3:', [':blob:']],
  ['新商品:blob:発売', [':blob:']],
  ['Fest:blob:i aften', [':blob:']],
  [':なるほど: と', [':なるほど:']],
  ['user:key:value', [':key:']],
])('in %j the names %j are warned of, as nothing was made of them', (text, names) => {
  expect(about(text)).toEqual(names.map((name) => ['post.emoji.of_chat', name]));
});

const FORMATTED = [
  '<https://a.b/c>',
  '[our page](https://a.b/c?d=e)',
  '[our page](<https://a.b/c>)',
  '||it ends well||',
  '**New**',
  '~~old~~',
];

test.each(FORMATTED)('%s is warned of, but where Discord shows what it means', (mark) => {
  expect(about(`See ${mark}, you`)).toEqual([['post.markup.formatting', mark]]);
  expect(about(`See ${mark}, you`, 'discord-channel')).toEqual([]);
});

test.each([
  'if (a || b || c)',
  '2**3**4',
  'f**k that s**t',
  '[1] (https://a.b/c)',
  '****',
  '|| || ||',
  '~~ wavy ~~',
  'did:plc:abcdef and urn:isbn:0451450523',
  '12:30:45',
  '時間:場所:内容',
  '10:30:15',
  'a:b:c',
  'at 9:00: doors, 10:00: talks',
  'std::string::npos',
  '`:partyparrot:` and `<@U012AB3CD>`',
  'https://example.com:8080/:x_y:/z',
  '5 <3 and <b>bold</b>, x < y > z',
  'Time: now. Place: here:',
  '👍🏼 🎉',
  '<3 :) :-) :D',
])('%j is nothing of a chat', (text) => {
  expect(about(text)).toEqual([]);
});

test('an alt text is looked at as well, and told by its picture', () => {
  const media = [{ hash: 'h', alt: `A photo of <@${ID}>` }];
  const found = chatMarkup.find(candidate({ content: { media }, target: { network: 'discord-channel' } }));
  expect(found).toMatchObject([{ field: 'alt', about: `<@${ID}>` }]);
  expect(found[0]?.message).toContain('picture 1');
});
