/** The playground's local Slack as a far side. */
import { createLocalSlack, type LocalSlack } from '@bellwether/local-slack';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';

const TOKEN = 'xoxb-1-acme';
const CHANNEL = 'C0SOCIAL';
const READER = 'U0READER';

type Json = Record<string, unknown>;

export async function startSlack(clock: FarClock = Date): Promise<FarSide & { slack: LocalSlack }> {
  const slack = createLocalSlack({ clock, workspace, limits: { messageBurst: 10_000 } });
  const empty = structuredClone(slack.snapshotState());
  await slack.start();
  const account = { token: TOKEN, channel: CHANNEL, api_url: slack.apiUrl };
  return {
    slack,
    account,
    wrongAccount: { ...account, token: 'xoxb-not-the-token' },
    live: () =>
      messagesIn(slack)
        .filter(({ user }) => user !== READER)
        .map((message) => post(slack, message)),
    said: async (text) => {
      const said = await slack.as(READER).say(CHANNEL, text);
      const author = { id: READER, handle: 'Reader' };
      return { id: `${CHANNEL}/${said.ts}`, author, audience: 'public', warning: '' };
    },
    engage: async (id) => {
      const ts = id.slice(id.indexOf('/') + 1);
      await slack.as(READER).react(CHANNEL, ts, 'wave');
      await slack.as(READER).react(CHANNEL, ts, 'tada');
      await slack.as(READER).say(CHANNEL, 'Well said', { threadTs: ts });
      return { reactions: 2, replies: 1 };
    },
    answers: () =>
      messagesIn(slack).flatMap((root) =>
        root.replies.map((reply): [string, string] => [post(slack, reply).text, post(slack, root).text]),
      ),
    fail: (failure) => void slack.faults.next('chat.postMessage', FAULTS[failure]),
    failEdit: (failure) => void slack.faults.next('chat.update', FAULTS[failure]),
    failUpload: () => void slack.faults.next('upload', { error: WORDS, status: 500 }),
    clear: () => slack.restoreState(structuredClone(empty)),
    stop: () => slack.stop(),
  };
}

export function messagesIn(slack: LocalSlack) {
  const channel = slack.snapshot(READER).channels.find(({ id }) => id === CHANNEL);
  return channel?.messages ?? [];
}

function post(slack: LocalSlack, { text, blocks }: { text: string; blocks: Json[] }): LivePost {
  const images = blocks.filter(({ type }) => type === 'image');
  const rich = blocks.find(({ type }) => type === 'rich_text');
  return {
    text: rich ? literal(rich) : images.length > 0 ? '' : unescaped(text),
    images: images.map(({ alt_text, slack_file }) => ({
      alt: String(alt_text),
      bytes: slack.fileBytes((slack_file as { id: string }).id).bytes.length,
    })),
  };
}

/** What people read of a rich text block. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return value.map(literal).join('');
  const { text, url, elements } = value as { text?: string; url?: string; elements?: unknown[] };
  return text ?? url ?? literal(elements ?? []);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const FAULTS: Record<Failure, Parameters<LocalSlack['faults']['next']>[1]> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { hold: true, loseAnswer: 'before' },
  'broken after': { cut: true },
  'rate limited': { status: 429, retryAfter: 7 },
  refused: { error: 'invalid_arguments', messages: [WORDS] },
  unauthorized: { error: 'not_in_channel' },
};

const workspace = {
  teamId: 'T0ACME',
  name: 'Acme',
  users: [{ id: READER, name: 'reader', realName: 'Reader', tz: 'Europe/Copenhagen' }],
  channels: [{ id: CHANNEL, name: 'social', members: [READER, 'U0BOT'] }],
  userGroups: [],
  app: {
    appId: 'A0',
    botUserId: 'U0BOT',
    botToken: TOKEN,
    appToken: 'xapp-1-acme',
    signingSecret: 'signing',
  },
};
