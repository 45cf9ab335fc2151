import type { Fixture } from '../servers/far-side.ts';
import { video } from '../servers/video.ts';
import { startYouTube } from '../servers/youtube.ts';

export const fixture: Fixture = {
  network: 'youtube',
  start: startYouTube,
  complete: ({ images: _, ...message }) => ({
    ...message,
    images: [],
    video: message.video ?? video(),
    fields: { title: 'A kite', privacy: 'public', made_for_kids: 'no', ...message.fields },
  }),
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { standing: 'audited' }, path: 'client_id' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', standing: 'fine' }, path: 'standing' },
    { account: { access_token: 'x', category: 'Music' }, path: 'category' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'bytes', text: 'é'.repeat(2_500), more: 'a' }],
  greeting: 'Good morning & "hello" to *all* of you, @channel 🌤️',
  publishAgainIsSafe: false,
  edits: true,
  tellsFollowers: false,
  tellsWhen: false,
  counts: true,
};
