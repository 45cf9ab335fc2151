/** The playground's local Telegram as a far side: a public channel, in which the bot may post. */
import { type Fault, LocalTelegram, type Message } from '@bellwether/local-networks/telegram/index.ts';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';

export const CHANNEL = -1001000000001;
export const GROUP = -1001000000002;
export const SMALL_GROUP = -400000001;
export const TOKEN = '1000000001:AAFtoken-of-the-local-bot-for-tests';

export async function startTelegram(
  clock: FarClock = Date,
  { flood = false } = {},
): Promise<FarSide & { telegram: LocalTelegram }> {
  const telegram = new LocalTelegram({ ...options(), clock, flood });
  await telegram.start();
  const empty = structuredClone(telegram.snapshotState());
  const account = { token: TOKEN, chat: '@acme_news', api_url: telegram.apiUrl };
  const own = () => telegram.messages(CHANNEL).filter(({ isOwn }) => isOwn);
  return {
    telegram,
    account,
    wrongAccount: { ...account, token: '1000000001:AAFnot-the-token-of-that-bot' },
    live: () => postsIn(own()),
    seen: (text) => {
      const found = own().find((message) => message.text === text);
      return found && { id: `${CHANNEL}/${found.id}` };
    },
    answers: () =>
      own().flatMap(({ text, repliesTo }): [string, string | undefined][] =>
        repliesTo === undefined
          ? []
          : [[text, telegram.messages(CHANNEL).find(({ id }) => id === repliesTo)?.text]],
      ),
    said: async (text) => {
      const { id } = telegram.say(CHANNEL, text);
      const author = { id: '7', handle: 'reader' };
      return { id: `${CHANNEL}/${id}`, author, audience: 'public', warning: '' };
    },
    unsaid: (id) => telegram.unsay(CHANNEL, Number(id.split('/')[1])),
    fail: (failure) => telegram.faults.next(SENDING, FAULTS[failure]),
    failEdit: (failure) => telegram.faults.next(EDITING, FAULTS[failure]),
    clear: () => telegram.restoreState(structuredClone(empty)),
    stop: () => telegram.stop(),
  };
}

/** An album is one post, with the caption of its first picture. */
export function postsIn(messages: Message[]): LivePost[] {
  const posts = new Map<string, LivePost>();
  for (const { id, text, photo, album } of messages) {
    const images = photo ? [{ alt: '', bytes: photo.bytes.byteLength }] : [];
    const known = album === undefined ? undefined : posts.get(album);
    if (known) known.images.push(...images);
    else posts.set(album ?? String(id), { text, images });
  }
  return [...posts.values()];
}

const SENDING = ['sendMessage', 'sendPhoto', 'sendVideo', 'sendMediaGroup'];
const EDITING = ['editMessageText', 'editMessageCaption'];

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 502 },
  'rate limited': {
    refusal: { code: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 },
  },
  refused: { refusal: { code: 400, description: `Bad Request: ${WORDS}` } },
  unauthorized: { refusal: { code: 403, description: 'Forbidden: bot was kicked from the channel chat' } },
};

function options(): Pick<ConstructorParameters<typeof LocalTelegram>[0], 'bot' | 'chats'> {
  return {
    bot: { id: 1000000001, username: 'acme_bot', name: 'Acme', token: TOKEN },
    chats: [
      {
        ...{ id: CHANNEL, type: 'channel', title: 'Acme news', username: 'acme_news' },
        membership: { status: 'administrator', can_post_messages: true },
      },
      { id: GROUP, type: 'supergroup', title: 'Acme people', membership: { status: 'member' } },
      { id: SMALL_GROUP, type: 'group', title: 'Acme friends', membership: { status: 'member' } },
    ],
  };
}
