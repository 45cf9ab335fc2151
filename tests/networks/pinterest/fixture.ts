import type { Fixture } from '../servers/far-side.ts';
import { picture } from '../servers/outside.ts';
import { RECIPES, startPinterest } from '../servers/pinterest.ts';

export const fixture: Fixture = {
  network: 'pinterest',
  start: startPinterest,
  complete: (message) => ({
    ...message,
    images: message.images.length > 0 ? message.images : [picture('A pan')],
    fields: { board: RECIPES, title: 'Soup', ...message.fields },
  }),
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { board: '1' }, path: 'client_id' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', board: 'Recipes' }, path: 'board' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: `🥣${'a'.repeat(799)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: false,
  tellsWhen: false,
  counts: true,
};
