/** What a person's grant can post to: the channel that they chose on Google's page. */
import { ownAccountDiscovery } from '../own-account.ts';
import { account, app } from './account.ts';
import { YouTubeConnection } from './connection.ts';
import { consentOfApp } from './consent.ts';

export const discovery = ownAccountDiscovery({
  app,
  consent: consentOfApp,
  account,
  connect: (settings, outside) => new YouTubeConnection(settings, outside),
});
