/** A process of its own with a local YouTube. Tells its parent where it is. */
import { LocalYouTube } from '@bellwether/local-networks/youtube/index.ts';

const app = { id: 'app', secret: 's', redirects: [], standing: 'audited' as const };
const channel = { id: 'UCacme', title: 'Acme', customUrl: '@acme' };
const youtube = new LocalYouTube({ clock: Date, users: [{ id: '1', channel }], apps: [app] });
await youtube.start();
const scopes = ['upload', 'readonly', 'force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/youtube.${name}`,
);
process.on('disconnect', () => process.exit(0));
process.send?.({ url: youtube.url, token: youtube.issueToken({ user: '1', app: 'app', scopes }) });
