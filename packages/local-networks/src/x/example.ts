/** The example team's account on X, and the app by which an admin connects it. */
import type { LocalXOptions } from './index.ts';

/** Whom it belongs to goes through the consent by it. */
export const X_ACCOUNT = { id: '2244994945', username: 'acme', name: 'Acme' };
export const X_CLIENT_ID = 'bellwether-on-this-machine';

/** The page comes back to whatever port the bot has. */
export function xOf({ xClientSecret }: { xClientSecret: string }): Pick<LocalXOptions, 'users' | 'apps'> {
  const back = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/pages\/connect$/;
  return {
    users: [X_ACCOUNT, { id: '783214', username: 'kim', name: 'Kim', followers: 12 }],
    apps: [{ id: X_CLIENT_ID, secret: xClientSecret, redirects: [back] }],
  };
}
