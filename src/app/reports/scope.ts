/** A report about one network alone: which accounts and which sources of listening are of it. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { refuse } from '../../kit/finding.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { ReportedNetwork } from '../../reports/report.ts';
import type { App } from '../app.ts';

export interface Scope {
  network: ReportedNetwork;
  /** Names of targets. */
  targets: string[];
  /** Of listening: what is written to these accounts, or answered by them. */
  sources: string[];
}

/** In somebody's words; undefined: all networks. Throws a `Refusal`. */
export function readScope(app: App, words: string): Scope | undefined {
  const said = words.trim().toLowerCase();
  if (said === '') return undefined;
  const known = networksOf(app);
  const found = known.find(({ name, title }) => [name, title.toLowerCase()].includes(said));
  if (found) return scopeOf(app, found.name);
  const names = known.map(({ name }) => name).join(', ');
  throw refuse(
    'report.network.unknown',
    'network',
    t('"{words}" is no network of this team.', { words: cut(words.trim(), 40) }),
    names === '' ? t('The team file has no targets.') : t('Write one of: {names}.', { names }),
  );
}

/** By its name; undefined where no account of the team file is on it any more. */
export function scopeOf(app: App, name: string): Scope | undefined {
  const accounts = accountsOf(app).filter(({ network }) => network.name === name);
  const [first] = accounts;
  if (!first) return undefined;
  const targets = accounts.map(({ target }) => target);
  const sources = Object.values(listening.of(app.team).sources).filter(
    ({ target }) => target !== undefined && targets.includes(target),
  );
  return {
    network: { name, title: first.network.title, accounts: accounts.map(({ title }) => title) },
    targets,
    sources: sources.map((source) => source.name),
  };
}

function networksOf(app: App): { name: string; title: string }[] {
  const all = accountsOf(app).map(({ network: { name, title } }) => [name, { name, title }] as const);
  return [...new Map(all).values()];
}

function accountsOf({ team, accounts }: App) {
  return Object.keys(team.targets).flatMap((target) => accounts.get(target) ?? []);
}
