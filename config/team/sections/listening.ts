/** The section `listening`: where others write to us, what it is about, where its cards go, and who approves answers. */
import { z } from 'zod';
import { duration } from '../duration.ts';
import { checkListening, DEFAULT_ROUTE } from '../listening-references.ts';
import { simpleName, words } from '../names.ts';
import { defineSection, type Surroundings } from '../section.ts';

export interface Listening {
  /** By name. */
  sources: Record<string, ListeningSource>;
  topics: Topic[];
  /** Chat → channel, for sources and topics that name none. Undefined: there is none. */
  route?: Record<string, string>;
  /** Where the cards of what is not public go. Undefined: nowhere; it stands in `/inbox` alone. */
  privateRoute?: Record<string, string>;
  /** ms after which a claim that nothing came of is let go. */
  claimExpires: number;
  /** Answers that need somebody's approval: all, none, or those to people with so many followers. */
  approval: 'always' | 'never' | { followers: number };
}

export type ListeningSource = {
  name: string;
  /** By which answers go out. Undefined: nothing that it brings can be answered from here. */
  target?: string;
  route?: Record<string, string>;
} & (
  | { kind: 'account'; account: string }
  | { kind: 'feed'; url: string; every: number }
  | { kind: 'webhook'; secret: string }
  | { kind: 'channel'; places: Record<string, string> }
);

export interface Topic {
  name: string;
  words: string[];
  /** Names of sources; all when empty. */
  sources: string[];
  route?: Record<string, string>;
}

/** As it stands in the file: filled in from the environment. */
const VARIABLE = '$'.concat('{MENTIONS_SECRET}');

const route = simpleName
  .optional()
  .meta({ description: 'Where its cards go: a name in `channels`.', examples: ['inbox'] });

const source = z
  .strictObject({
    account: simpleName
      .optional()
      .meta({ description: 'A target: what others write to its account.', examples: ['bluesky'] }),
    feed: z
      .url({ protocol: /^https?$/, error: 'must be the address of a feed, with https://' })
      .optional()
      .meta({ description: 'An RSS or Atom feed.', examples: ['https://example.org/news.rss'] }),
    every: duration
      .optional()
      .meta({ description: 'How often the feed is read; 10m when absent.', examples: ['10m'] }),
    webhook: z
      .strictObject({
        secret: z
          .string({ error: 'must be text' })
          .min(16, { error: 'must have at least 16 characters' })
          .meta({ description: 'Shared with the sender.', examples: [VARIABLE] }),
      })
      .optional()
      .meta({
        description: 'Anything that posts to /hooks/mentions/NAME.',
        examples: [{ secret: VARIABLE }],
      }),
    channel: simpleName
      .optional()
      .meta({ description: 'What people write in a channel: a name in `channels`.', examples: ['support'] }),
    target: simpleName.optional().meta({
      description: 'The target by which answers go out; that of an account is its own.',
      examples: ['support-channel'],
    }),
    route,
  })
  .refine((one) => KINDS.filter((kind) => one[kind] !== undefined).length === 1, {
    error: 'must have exactly one of account, feed, webhook and channel',
  })
  .refine(({ every, feed }) => every === undefined || feed !== undefined, {
    error: 'has every, which is for feeds alone',
  })
  .meta({ examples: [{ account: 'bluesky' }] });

const topic = z
  .strictObject({
    words: z
      .array(words)
      .min(1, { error: 'must hold at least one word' })
      .meta({ description: 'Words and phrases; one of them is enough.', examples: [['parcel', 'delivery']] }),
    sources: z
      .array(simpleName)
      .default([])
      .meta({ description: 'All when absent.', examples: [['bluesky']] }),
    route,
  })
  .meta({ examples: [{ words: ['parcel', 'delivery'] }] });

const listening = z
  .strictObject({
    sources: z
      .record(simpleName, source)
      .default({})
      .meta({ description: 'Where others write to us.', examples: [{ bluesky: { account: 'bluesky' } }] }),
    topics: z
      .record(simpleName, topic)
      .default({})
      .meta({ description: 'What mentions are about.', examples: [{ delivery: { words: ['parcel'] } }] }),
    route,
    private_route: simpleName.optional().meta({
      description:
        'Where cards of direct messages go: a name in `channels`. Without it they stand in /inbox alone.',
      examples: ['inbox-private'],
    }),
    claim_expires: duration
      .prefault('30m')
      .meta({ description: 'A claim that nothing came of is let go after this.', examples: ['30m'] }),
    replies: z
      .strictObject({
        approval: z
          .union([
            z.enum(['always', 'never']),
            z.strictObject({ followers: z.int().min(1, { error: 'must be at least 1' }) }),
          ])
          .default('always')
          .meta({
            description:
              'Whether somebody else approves an answer: always, never, or from so many followers on.',
            examples: ['always'],
          }),
      })
      .prefault({})
      .meta({ examples: [{ approval: 'always' }] }),
  })
  .prefault({})
  .meta({
    description: 'What others write to us.',
    examples: [{ sources: { bluesky: { account: 'bluesky' } } }],
  });

const KINDS = ['account', 'feed', 'webhook', 'channel'] as const;

export const section = defineSection({
  key: 'listening',
  schema: listening,
  secrets: ['secret'],
  read: (file, around): Listening => ({
    sources: Object.fromEntries(
      Object.entries(file.sources).map(([name, one]) => [name, sourceOf(name, one, around)]),
    ),
    topics: Object.entries(file.topics).map(([name, { route, ...one }]) => ({
      ...{ name, ...one },
      ...placed(route, around),
    })),
    ...placed(file.route ?? DEFAULT_ROUTE, around),
    ...(file.private_route !== undefined && { privateRoute: around.channels[file.private_route] ?? {} }),
    claimExpires: file.claim_expires,
    approval: file.replies.approval,
  }),
  check: checkListening,
});

function sourceOf(name: string, one: z.infer<typeof source>, around: Surroundings): ListeningSource {
  const target = one.target ?? one.account;
  const common = { name, ...(target !== undefined && { target }), ...placed(one.route, around) };
  if (one.account !== undefined) return { ...common, kind: 'account', account: one.account };
  if (one.feed !== undefined)
    return { ...common, kind: 'feed', url: one.feed, every: one.every ?? FEEDS_EVERY };
  if (one.webhook !== undefined) return { ...common, kind: 'webhook', secret: one.webhook.secret };
  return { ...common, kind: 'channel', places: around.channels[one.channel ?? ''] ?? {} };
}

const FEEDS_EVERY = 10 * 60_000;

function placed(name: string | undefined, { channels }: Surroundings): { route?: Record<string, string> } {
  const places = name === undefined ? undefined : channels[name];
  return places ? { route: places } : {};
}
