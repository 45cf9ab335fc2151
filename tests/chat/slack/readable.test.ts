import { describe, expect, test } from 'vitest';
import { readableFields, readableText, unescapeText } from '../../../src/chat/slack/unescape.ts';
import { ADA, openNewsroom, SOCIAL, seen } from './rig.ts';

const NAMES: Record<string, string> = { U0ADA: 'ada', C0SOCIAL: 'social', S0APPROVERS: 'approvers' };
const nameOf = async (id: string) => NAMES[id] ?? 'somebody';

describe('what was typed behind a command', () => {
  test.each([
    ['<@U0ADA|ada>', '@ada'],
    ['<#C0SOCIAL|social>', '#social'],
    ['<!here>', '@here'],
    ['<!here|here>', '@here'],
    ['<!subteam^S0APPROVERS|@approvers>', '@approvers'],
    ['<!date^1790000000^{date_num} at {time}|September 21st>', 'September 21st'],
    ['<https://example.com|example.com>', 'example.com'],
    ['<https://example.com/|example.com>', 'example.com'],
    ['<https://Example.com/News|https://Example.com/News>', 'https://Example.com/News'],
    ['<https://a.b/page?x=1|our page>', 'our page (https://a.b/page?x=1)'],
    ['<https://evil.example/|bank.example>', 'bank.example (https://evil.example/)'],
    ['<https://news.example.com|example.com>', 'example.com (https://news.example.com)'],
    ['<mailto:a@example.com|Write to us>', 'Write to us (a@example.com)'],
    ['<tel:+4512345678|call us>', 'call us (+4512345678)'],
    ['<https://example.com/a?b=c&amp;d=e>', 'https://example.com/a?b=c&d=e'],
    ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['<mailto:a@example.com>', 'a@example.com'],
    ['<tel:+4512345678|12 34 56 78>', '12 34 56 78'],
    ['<tel:+4512345678>', '+4512345678'],
    ['5 &lt; 6 &amp;&amp; 7 &gt; 6', '5 < 6 && 7 > 6'],
    ['<#C0SOCIAL>', '<#C0SOCIAL>'],
    ['<!subteam^S0APPROVERS>', '<!subteam^S0APPROVERS>'],
    ['<!date^1790000000^{time}>', '<!date^1790000000^{time}>'],
  ])('%s is read as %s', (sent, read) => {
    expect(unescapeText(sent, 'text')).toBe(read);
  });

  test('comes as its writer saw it, emoji included', async () => {
    const { slack, desk } = await openNewsroom();
    const text = 'Party 🎉 👍🏼 🇩🇰 at 10:30:15, call <tel:+4512345678|12 34 56 78>, @ada, a:b:c';
    await slack.as(ADA).command(SOCIAL, '/note', `new text:"${text}"`);
    await seen(slack, ADA, SOCIAL, 'Kept');
    expect(desk.notes).toEqual(['Party 🎉 👍🏼 🇩🇰 at 10:30:15, call 12 34 56 78, @ada, a:b:c']);
    const sent = slack.traffic().deliveries;
    expect(sent.at(-1)).toMatchObject({ name: '/note' });
  });
});

describe('what was filled into a form', () => {
  test('comes as its writer saw it, emoji included', async () => {
    const { slack, desk } = await openNewsroom();
    const ada = slack.as(ADA);
    await ada.command(SOCIAL, '/note', 'new');
    await slack.until(() => ada.modal());
    await ada.submit({ text: 'Ship it 🚀❤️, <@U0ADA>, :partyparrot: &amp; `:tada:`' });
    await seen(slack, ADA, SOCIAL, 'Kept');
    expect(desk.notes).toEqual(['Ship it 🚀❤️, @ada, :partyparrot: &amp; `:tada:`']);
  });

  test('files and chosen people stay what they are', async () => {
    const values = { who: 'U0ADA', media: [], text: ':tada:' };
    expect(await readableFields(values, nameOf)).toEqual({ who: 'U0ADA', media: [], text: '🎉' });
  });
});

test.each(['code <div:foo> end', '<!doctype html>', '<!-- no -->', '<a:b|c>', '1 <2 and 3> 2'])(
  'what was filled into a form as %j stays',
  async (text) => {
    expect(await readableFields({ text }, nameOf)).toEqual({ text });
  },
);

test.each([
  ['<https://a.b/c>', 'https://a.b/c'],
  ['<https://a.b/c?d=e&f=g|here>', 'here (https://a.b/c?d=e&f=g)'],
  ['<!here> <mailto:a@example.com>', '@here a@example.com'],
])("Slack's own %s in a form is read as %s", async (text, read) => {
  expect(await readableFields({ text }, nameOf)).toEqual({ text: read });
});

test.each([
  ['<@U0ADA|>', '@ada'],
  ['<#C0SOCIAL>', '#social'],
  ['<#C0SOCIAL|>', '#social'],
  ['<!subteam^S0APPROVERS>', '@approvers'],
  ['<#C0SOCIAL|its label>', '#its label'],
])('%s, whose name Slack does not tell along, is read as %s', async (text, read) => {
  expect(await readableText(text, nameOf)).toBe(read);
  expect(await readableFields({ text }, nameOf)).toEqual({ text: read });
});

test('channels and user groups that Slack tells by their ids are named, and those that it does not show are not', async () => {
  const { messenger } = await openNewsroom();
  const text = `<#${SOCIAL}|> <!subteam^S0APPROVERS> <#C0NOSUCH|> <!subteam^S0NOSUCH>`;
  expect(await messenger.readable({ text, names: {} })).toBe('#social @approvers #a channel @a group');
});

test('a message is read as its readers see it', async () => {
  expect(await readableText('<@U0ADA> :tada: 1 &lt; 2', nameOf)).toBe('@ada 🎉 1 < 2');
});
