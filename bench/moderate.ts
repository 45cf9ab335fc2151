/**
 * Moderation: ordinary messages a second under 100 rules on one core (at least 50,000), and the time for one message
 * of 2,000 Cyrillic letters (at most 0.1 ms). Bare: the same words in one native expression and the same patterns in
 * native expressions, which fold nothing, look through no mark-up and give no reasons.
 */
import { readRules } from '../config/team/moderation-rules.ts';
import { readDiscordMessage } from '../src/moderation/discord-message.ts';
import { Rules } from '../src/moderation/evaluate.ts';
import { loadRuleTypes } from '../src/moderation/load.ts';
import type { Message } from '../src/moderation/message.ts';
import type { Print } from './run.ts';
import { median, round } from './support/figures.ts';

const MESSAGES = 20_000;
const TURNS = 7;

export async function run(print: Print): Promise<void> {
  const types = await loadRuleTypes();
  const written = hundredRules();
  const { rules: read, faults } = readRules(written, types, { at: [], lineOf: () => 1 });
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
  const rules = new Rules(read, types);
  const history = rules.history();

  const messages = ordinary(MESSAGES);
  const ours = perSecond(messages, (message) => rules.evaluate(message, history).length);
  const bare = perSecond(messages, bareLook(written));
  const about = { unit: 'messages/s', rules: written.length, least: 50_000 };
  print({ of: 'ordinary messages', ours, bare, ratio: round(ours / bare), ...about });

  const long = Array<Message>(2000).fill(messageOf('1', cyrillic(2000)));
  const words = new Rules(
    read.filter(({ type }) => type === 'words'),
    types,
  );
  const plain = 1000 / perSecond(long, bareLook(written));
  for (const [of, some] of [
    ['2,000 Cyrillic letters under the rules of words', words],
    ['2,000 Cyrillic letters under all rules', rules],
  ] as const) {
    const milliseconds = 1000 / perSecond(long, (message) => some.evaluate(message, history).length);
    const figures = { ours: round(milliseconds), bare: round(plain), ratio: round(milliseconds / plain) };
    print({ of, ...figures, unit: 'ms', rules: some.list.length, ...(some === words && { most: 0.1 }) });
  }
}

/** By the processor's time, so that a busy machine tells the same. The median of some turns, after one to get warm. */
function perSecond(messages: Message[], look: (message: Message) => number): number {
  let hits = 0;
  const turns = Array.from({ length: TURNS + 1 }, () => {
    const begun = process.cpuUsage();
    for (const message of messages) hits += look(message);
    const { user, system } = process.cpuUsage(begun);
    return (messages.length * 1e6) / (user + system);
  });
  if (hits < 0) throw new Error('Nothing can be found less than never.');
  return Math.round(median(turns.slice(1)));
}

/** 60 rules of words (20 each), 12 patterns, and every other type. */
function hundredRules(): Record<string, unknown>[] {
  const rules: Record<string, unknown>[] = [];
  const add = (type: string, parameters: object) =>
    rules.push({ name: `${type} ${rules.length}`, type, action: 'delete', ...parameters });
  for (let index = 0; index < 60; index += 1) {
    const words = Array.from(
      { length: 20 },
      (_, word) =>
        `${SYLLABLES[(index * 7 + word) % SYLLABLES.length]}${SYLLABLES[(index + word * 3) % SYLLABLES.length]}${index}${word % 3}`,
    );
    add('words', {
      words: [...words, 'casino', 'казино'],
      match: index % 5 === 0 ? 'part' : 'word',
      allow: ['casino royale'],
    });
  }
  for (let index = 0; index < 12; index += 1)
    add('regex', { pattern: `\\b(?:buy|get|cheap)\\s+(?:followers|coins|nitro)${index}\\b`, flags: 'i' });
  for (let index = 0; index < 6; index += 1) {
    add('links', { domains: [`bad${index}.example`, 'evil.example'] });
    add('invites', { allow_codes: [`own${index}`] });
  }
  add('links', { mode: 'lookalike', protect: ['discord.com', 'steamcommunity.com'] });
  for (const max of [5, 10]) {
    add('mentions', { max });
    add('invisible', { max });
    add('emoji', { max });
    add('zalgo', { max_marks: max });
    add('attachments', { block_ext: ['exe'] });
  }
  add('caps', { percent: 80, min_letters: 15 });
  add('repeat', { unit: 'char', min: 12 });
  add('repeat', { unit: 'word', min: 6 });
  add('repeat', { unit: 'line', min: 5 });
  while (rules.length < 100) add('words', { words: [`filler${rules.length}`], leet: rules.length % 2 === 0 });
  return rules;
}

const SYLLABLES = [
  'bal',
  'cor',
  'dun',
  'fes',
  'gam',
  'hol',
  'jin',
  'kep',
  'lor',
  'mun',
  'nor',
  'pil',
  'qua',
  'ras',
  'sul',
  'tam',
];

function bareLook(rules: Record<string, unknown>[]): (message: Message) => number {
  const words = rules.flatMap((rule) => (rule.words as string[] | undefined) ?? []);
  const patterns = [
    new RegExp(`\\b(?:${[...new Set(words)].join('|')})\\b`, 'iu'),
    ...rules.flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(String(pattern), 'i')])),
  ];
  return ({ parts }) => {
    const text = parts[0]?.text ?? '';
    return patterns.filter((pattern) => pattern.test(text)).length;
  };
}

/** Of the lengths and kinds that channels have: mostly short English, some mark-up, some other scripts, some links. */
function ordinary(count: number): Message[] {
  return Array.from({ length: count }, (_, index) =>
    messageOf(String(index), SAID[index % SAID.length] ?? ''),
  );
}

function messageOf(id: string, content: string): Message {
  return readDiscordMessage({
    id,
    content,
    author: { id: '1' },
    channel_id: '1',
    timestamp: '2026-11-02T09:00:00Z',
  });
}

function cyrillic(length: number): string {
  return 'Сегодня мы обсуждаем новое обновление, которое вышло вчера вечером. '.repeat(40).slice(0, length);
}

const SAID = [
  'does anybody know when the next patch comes out? I have been waiting since tuesday',
  'lol yes',
  "I think that's the same bug as in issue 214, but it could also be the driver",
  'ok thanks, will try it tonight when I am back home and tell you whether it works',
  'You can find it in the settings, third tab from the left, below the sound options',
  'gg everyone, that was close!',
  '**Reminder:** the meeting is at 18:00 in the voice channel, please be on time',
  'has anyone the link to the docs? found it: https://docs.example.org/start/install',
  'I would not update yet, wait for 2.4.1 next week',
  'Добрый день, подскажите пожалуйста, где найти настройки звука?',
  '今日のイベントは何時からですか？',
  'brb 😀',
  'the build fails with `cannot find module foo`, what am I missing here',
  'That is not what I said. I said that we should look at the numbers first and then decide, because last time we did it the other way round and it took us three weeks to undo.',
  '> what about the other server?\nit is down until monday',
  'né, même chose chez moi, ça marche pas',
];
