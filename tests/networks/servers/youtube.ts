/** The local YouTube as a far side: a channel, and a token of an app that Google has audited. */
import {
  type Fault,
  LocalYouTube,
  type Video,
  type World,
} from '@bellwether/local-networks/youtube/index.ts';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';

export const SCOPES = ['youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);
export const ADA = '1100';
export const BEN = '1101';
/** Who comments, unless told. */
export const KIM = 'UCkimkimkimkimkimkimkim0';
export const ACME = 'UCacmeacmeacmeacmeacme00';
export const APP = {
  id: '1512345.apps.googleusercontent.com',
  secret: 'secret-of-the-app',
  redirects: ['http://127.0.0.1/pages/connect'],
  standing: 'audited' as const,
};
export const NEW_APP = { ...APP, id: '1512346.apps.googleusercontent.com', standing: 'unaudited' as const };
export const TESTING_APP = { ...APP, id: '1512347.apps.googleusercontent.com', testing: true };

export async function startYouTube(
  clock: FarClock = Date,
  spans: Pick<World, 'listedAfter' | 'processingTakes'> = {},
): Promise<FarSide & { youtube: LocalYouTube }> {
  const youtube = new LocalYouTube({
    clock,
    ...spans,
    users: [
      { id: ADA, channel: { id: ACME, title: 'Acme', customUrl: '@acme' } },
      // A Google account without a channel.
      { id: BEN },
    ],
    apps: [APP, NEW_APP, TESTING_APP],
  });
  await youtube.start();
  const account = {
    access_token: youtube.issueToken({ user: ADA, app: APP.id, scopes: SCOPES }, TEN_YEARS),
    standing: 'audited',
    ...{ api_url: youtube.url, auth_url: youtube.url, token_url: youtube.url },
  };
  const empty = structuredClone(youtube.snapshotState());
  // What others say something under.
  let asked: string | undefined;
  return {
    youtube,
    account,
    wrongAccount: { ...account, access_token: 'not-the-token' },
    live: () =>
      youtube
        .videos()
        .filter((video) => isSeen(video) && video.id !== asked)
        .map(liveOf),
    answers: () => {
      const all = youtube.comments();
      return all
        .filter(({ author }) => author.id === ACME)
        .map(({ text, parent }) => [text, all.find(({ id }) => id === parent)?.text]);
    },
    said: async (text) => {
      asked ??= youtube.putUp(ACME, { title: 'What do you say?', description: '' });
      const id = youtube.comment(asked, text);
      return { id, author: { id: KIM, handle: '@kim' }, audience: 'public', warning: '' };
    },
    unsaid: (id) => youtube.uncomment(id),
    engage: async (id) => {
      youtube.engage(id, { views: 9, likes: 3, comments: 2 });
      return { likes: 3, replies: 2 };
    },
    fail: (failure) => {
      for (const call of ['videos.update', 'comments.insert']) youtube.faults.next(call, FAULTS[failure]);
    },
    failEdit: (failure) => youtube.faults.next('videos.update', FAULTS[failure]),
    failUpload: () => youtube.faults.next('initiate', refusal(400, 'invalidVideoMetadata', 'Not this one.')),
    clear: () => {
      asked = undefined;
      youtube.restoreState(structuredClone(empty));
    },
    stop: () => youtube.stop(),
  };
}

function isSeen({ status }: Video): boolean {
  return status.privacyStatus !== 'private';
}

/** Videos have no pictures. */
function liveOf({ snippet }: Video): LivePost {
  return { text: snippet.description, images: [] };
}

/** Ms; longer than the hour of the real ones: not every test is about a renewal. */
const TEN_YEARS = 10 * 365 * 24 * 3_600_000;

export const refusal = (status: number, reason: string, message: string) => ({
  refusal: {
    status,
    body: { error: { code: status, message, errors: [{ domain: 'youtube.video', reason, message }] } },
  },
});

const FAULTS: Record<Failure, Fault> = {
  'cut before': { loseAnswer: 'before' },
  'cut after': { loseAnswer: 'after' },
  silent: { silent: true },
  'broken after': { page: 503 },
  'rate limited': refusal(403, 'rateLimitExceeded', 'Too many requests have been sent.'),
  refused: refusal(400, 'invalidVideoMetadata', WORDS),
  unauthorized: refusal(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
};
