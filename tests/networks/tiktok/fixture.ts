import type { Message } from '../../../src/networks/network.ts';
import type { Fixture } from '../servers/far-side.ts';
import { startTikTok } from '../servers/tiktok.ts';
import { video } from '../servers/video.ts';

/** A video, where there are no pictures; and public. */
function complete(message: Message): Message {
  const shown = message.images.length > 0 ? {} : { video: message.video ?? video(2_000) };
  return { ...message, ...shown, fields: { privacy: 'PUBLIC_TO_EVERYONE', ...message.fields } };
}

export const fixture: Fixture = {
  network: 'tiktok',
  start: startTikTok,
  complete,
  whereLost: (message) => complete({ ...message, images: [] }),
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { standing: 'audited' }, path: 'client_id' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', standing: 'fine' }, path: 'standing' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: '🌞'.repeat(1_100), more: 'a' }],
  publishAgainIsSafe: false,
  edits: false,
  pictures: 'made anew',
  tellsWhen: false,
  takesOver: true,
  counts: true,
  tellsHowManyPictures: false,
  tellsWhatIsDeleted: false,
};
