/** The operator's apps, by which people connect accounts, and the versions of the networks' APIs. */
import { systemClock } from '../../../kit/clock.ts';
import { t } from '../../../kit/t.ts';
import { NetworkError } from '../../../networks/network.ts';
import { checkClient } from '../../../networks/oauth.ts';
import { VERSION_WARNED_AHEAD, type VersionInUse, versionsInUse } from '../../../networks/versions.ts';
import { type Check, PATIENCE, type Result, reasonOf, right, type Situation, wrong } from './check.ts';

export const checkApps: Check = async ({ team, networks }) => {
  if (!team) return [];
  const apps = Object.entries(team.apps).map(([name, settings]) => checkApp(name, settings, networks));
  const versions = versionsInUse(team, (name) => networks.get(name)).map(versionResult);
  return [...(await Promise.all(apps)), ...versions];
};

async function checkApp(name: string, settings: unknown, networks: Situation['networks']): Promise<Result> {
  const network = networks.get(name);
  if (!network?.discovery) return wrong(t('apps.{name}: no such network.', { name }), '');
  const { title, discovery } = network;
  const engine = { network: title, now: () => systemClock.now(), deadline: PATIENCE };
  try {
    await checkClient(engine, discovery.consent(settings));
    return right(t('apps.{name}: {network} takes its id and secret.', { name, network: title }));
  } catch (error) {
    const remedy = error instanceof NetworkError ? error.remedy : '';
    const what = t('apps.{name}: {reason}.', { name, reason: reasonOf(error) });
    return wrong(what, remedy || t('Check `apps.{name}` in the team file.', { name }));
  }
}

function versionResult({ network, version, places }: VersionInUse): Result {
  const { name, endsAt } = version;
  const names = { network: network.title, name };
  if (endsAt === undefined) return right(t('{network}: version {name}; no end is known.', names));
  const at = new Date(endsAt).toISOString().slice(0, 10);
  const left = endsAt - systemClock.now();
  if (left > VERSION_WARNED_AHEAD)
    return right(t('{network}: version {name} lives until {at}.', { ...names, at }));
  const what =
    left > 0
      ? t('{network}: version {name} ends on {at}.', { ...names, at })
      : t('{network}: version {name} has ended on {at}.', { ...names, at });
  const remedy = t('Set `version` to a newer one under {places}.', { places: places.join(', ') });
  return wrong(what, remedy);
}
