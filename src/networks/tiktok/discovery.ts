/** What a person's grant can post to: their own account. */
import { ownAccountDiscovery } from '../own-account.ts';
import { account, app } from './account.ts';
import { TikTokConnection } from './connection.ts';
import { consentOfApp } from './consent.ts';

export const discovery = ownAccountDiscovery({
  app,
  consent: consentOfApp,
  account,
  connect: (settings, outside) => new TikTokConnection(settings, outside),
});
