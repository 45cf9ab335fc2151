/** The sources of `listening`: whether each tells what others write. Reads as the bot would, and keeps nothing. */
import { type ListeningSource, section as listening } from '../../../../config/team/sections/listening.ts';
import type { Target } from '../../../../config/team.ts';
import { systemClock } from '../../../kit/clock.ts';
import { t } from '../../../kit/t.ts';
import { itemsOfFeed } from '../../../listening/feed.ts';
import { fetchFeed } from '../../../media/fetch-feed.ts';
import { type Internet, publicInternet } from '../../../media/internet.ts';
import { NetworkError } from '../../../networks/network.ts';
import { outside } from './accounts.ts';
import { type Check, type Result, reasonOf, right, type Situation, wrong } from './check.ts';

export const checkSources: Check = async (situation) => {
  if (!situation.team) return [];
  const sources = Object.values(listening.of(situation.team).sources);
  const results = sources.map((source) => checkSource(source, situation));
  return (await Promise.all(results)).filter((result) => result !== undefined);
};

/** Channels are looked at with their chat. */
async function checkSource(
  source: ListeningSource,
  { team, networks }: Situation,
): Promise<Result | undefined> {
  switch (source.kind) {
    case 'feed':
      return checkFeed(source);
    case 'account': {
      const target = team?.targets[source.account];
      return target && checkAccount(source.name, target, networks);
    }
    case 'webhook':
      return right(
        t('Source {name}: takes what is posted to /hooks/mentions/{name}, signed.', { name: source.name }),
      );
    case 'channel':
      return undefined;
  }
}

export async function checkFeed(
  { name, url }: { name: string; url: string },
  internet: Internet = publicInternet,
): Promise<Result> {
  const fetched = await fetchFeed(url, {}, internet);
  if (fetched.kind === 'failed')
    return wrong(
      t('Source {name}: {url} was not read: {reason}.', { name, url, reason: fetched.reason }),
      t('Check listening.sources.{name}.feed in the team file.', { name }),
    );
  try {
    const { bytes, contentType } = fetched.kind === 'changed' ? fetched : NOTHING;
    const { length } = itemsOfFeed(bytes, contentType, systemClock.now());
    return right(
      t('Source {name}: a feed of {length, plural, one {# entry} other {# entries}}.', { name, length }),
    );
  } catch {
    return wrong(
      t('Source {name}: {url} answers what is no feed that can be read.', { name, url }),
      t('Give the address of its RSS or Atom feed in listening.sources.{name}.feed.', { name }),
    );
  }
}

async function checkAccount(
  name: string,
  { network, account }: Target,
  networks: Situation['networks'],
): Promise<Result> {
  const connection = networks.get(network)?.connect(account, outside());
  try {
    if (!connection?.source)
      return wrong(
        t('Source {name}: {network} tells nothing of what others write.', { name, network }),
        t('Take listening.sources.{name} out of the team file.', { name }),
      );
    await connection.source.read(undefined);
    const withheld = await connection.source.withheld?.();
    if (withheld) return wrong(t('Source {name}: {fact}', { name, fact: withheld.fact }), withheld.remedy);
    return right(t('Source {name}: what others write to the account is read.', { name }));
  } catch (error) {
    const remedy = error instanceof NetworkError ? error.remedy : '';
    return wrong(
      t('Source {name}: {reason}.', { name, reason: reasonOf(error) }),
      remedy || t('Check that the account’s credentials may read its notifications.'),
    );
  } finally {
    await connection?.close?.();
  }
}

const NOTHING = { bytes: new Uint8Array(), contentType: '' };
