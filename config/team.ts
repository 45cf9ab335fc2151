/**
 * The team's configuration: channels, people and roles, targets and their accounts, policies. `readTeam` reads
 * team.yaml and tells every fault at once, each with its path, line, reason and remedy.
 */
import { basename } from 'node:path';
import { t } from '../src/kit/t.ts';
import type { Consent } from '../src/networks/grant.ts';
import type { Network } from '../src/networks/network.ts';
import type { Role } from '../src/people/role.ts';
import type { Campaigns } from '../src/posts/campaign.ts';
import type { RequiredWords } from '../src/posts/preflight/rule.ts';
import { ConfigurationFault, type Fault } from './fault.ts';
import { readAccounts, readApps } from './team/accounts.ts';
import { type TeamApproval, teamApproval } from './team/approval.ts';
import { type AwaitedTarget, partedBy } from './team/awaited.ts';
import { readDocument, withUnseen } from './team/document.ts';
import { type TeamFile, withSections } from './team/file.ts';
import { faultsOf } from './team/issues.ts';
import { isMap, perChat, plain } from './team/maps.ts';
import { checkReferences, namesOfTargets } from './team/references.ts';
import { type AnySection, prepareSections } from './team/section.ts';
import { fillSecrets, isSecret } from './team/section-secrets.ts';
import { readText } from './team/text.ts';

export interface Team {
  name: string;
  /** IANA; for whoever has no zone of their own. */
  timeZone: string;
  /** What for → chat → channel id. `review`: where cards go, in at least one chat. Without a prototype. */
  channels: { review: PerChat<string> } & Record<string, PerChat<string>>;
  /** Chat → the server whose groups count, where the bot may be on several. */
  servers: PerChat<string>;
  people: TeamPerson[];
  /** Role → chat → ids of Slack user groups or Discord roles. */
  roles: Partial<Record<Role, PerChat<string[]>>>;
  /** By name. Without a prototype: `targets['constructor']` is undefined. */
  targets: Record<string, Target>;
  /** Network → the operator's app there, as the network's schema gives it back. Without a prototype. Holds secrets. */
  apps: Record<string, unknown>;
  /** Name → names of targets. Without a prototype. */
  groups: Record<string, string[]>;
  approval: TeamApproval;
  publishing: {
    /** Milliseconds: a post that is later than this is asked about, not sent. */
    grace: number;
    /** Bytes: a larger video is not taken in. */
    largestVideo: number;
  };
  /** By name. Empty: any word is a campaign. Without a prototype. */
  campaigns: Campaigns;
  /** What posts must not say, and what they must. Groups are resolved. */
  words: { banned: string[]; required: RequiredWords[] };
  preflight: {
    /** Milliseconds, before a post and after it. */
    duplicatesWithin: number;
    /** 0.5 to 1. */
    similarity: number;
    /** Whether links are asked where they lead. */
    links: boolean;
  };
  /** Targets that the file names and does not hold: somebody may connect them. Absent: there are none. */
  awaited?: AwaitedTarget[];
  /** By key: what the jobs own, each read by its own file (`section.of(team)`). */
  sections: ReadonlyMap<string, unknown>;
}

/** Chat → what is meant there. */
export type PerChat<T> = Record<string, T>;

export interface TeamPerson {
  name: string;
  /** Chat → user id. At least one. */
  identities: PerChat<string>;
  timeZone?: string;
  roles: Role[];
}

export interface Target {
  name: string;
  /** As people read it; the name when the file gives none. */
  title: string;
  network: string;
  /** The name of one of `people`. */
  owner?: string;
  /** Whose it is: a brand, a country. */
  tags: string[];
  mostPerDay?: number;
  /** As the network's account schema gives it back. Holds secrets. */
  account: unknown;
  /** Of one that people connected; it stands in no file. */
  connected?: ConnectedTarget;
  /** Somebody connected another account under its name: nothing goes out by either while that is so. */
  standsTwice?: true;
}

export interface ConnectedTarget {
  /** The network's own id of where it posts to. */
  place: string;
  /** Of the person who connected it, and is asked when it needs a hand. */
  ownerId: number;
  /** What a person must let us do. Undefined: the team file has no app for the network any more. */
  consent?: Consent;
}

export interface TeamSources {
  networks: ReadonlyMap<string, Network>;
  /** What the jobs own in the file (`loadSections`). */
  sections?: readonly AnySection[];
  /** For `${NAME}` in accounts: `Environment.source`. */
  environment: Readonly<Record<string, string | undefined>>;
  /** As the person knows it: `team.yaml`. */
  fileName: string;
}

/** Throws `ConfigurationFault` also when the file is not there. */
export async function readTeamFile(path: string, sources: Omit<TeamSources, 'fileName'>): Promise<Team> {
  const text = await readText(path);
  await prepareSections(sources.sections ?? [], text);
  return readTeam(text, { ...sources, fileName: basename(path) });
}

/** Throws `ConfigurationFault` with every fault at once. */
export function readTeam(yamlText: string, sources: TeamSources): Team {
  const document = readDocument(yamlText);
  const faults = [...document.faults];
  if (faults.length === 0 && !isMap(document.value)) faults.push(noTeam(document.value));
  if (faults.length > 0) throw new ConfigurationFault(sources.fileName, faults);
  const { sections = [] } = sources;
  const schema = withSections(sections);
  const { lineOf } = document;
  const filled = fillSecrets(document.value, sections, sources.environment, lineOf);
  const read = schema.safeParse(filled.value);
  const accounts = readAccounts(document, sources);
  const apps = readApps(document, sources);
  if (!read.success) {
    const { value } = filled;
    const told = read.error.issues.flatMap((issue) =>
      faultsOf([issue], { value, schema, at: [], lineOf, secret: isSecret(issue.path, sections) }),
    );
    faults.push(...told);
  }
  faults.push(...filled.faults, ...accounts.faults, ...apps.faults);
  const references = checkReferences(document.value, sections, lineOf);
  const { awaited, faults: slips } = partedBy(
    apps.byNetwork.length > 0,
    references,
    namesOfTargets(document.value),
  );
  faults.push(...slips);
  if (!read.success || faults.length > 0) {
    throw new ConfigurationFault(
      sources.fileName,
      withUnseen(
        faults.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
        document,
      ),
    );
  }
  const team = teamOf(read.data, { accounts: accounts.byTarget, apps: apps.byNetwork }, sections);
  return awaited.length > 0 ? { ...team, awaited } : team;
}

function noTeam(value: unknown): Fault {
  const message =
    value === undefined || value === null ? t('The file is empty.') : t('The file holds no keys.');
  const remedy = t('Begin with a copy of config/team.example.yaml.');
  return { id: 'team.empty', level: 'error', field: '', message, remedy, line: 1 };
}

/** What the networks' own schemas have read. */
interface Settings {
  accounts: Map<string, unknown>;
  apps: [network: string, app: unknown][];
}

function teamOf(
  file: TeamFile & Record<string, unknown>,
  settings: Settings,
  sections: readonly AnySection[],
): Team {
  const team = withoutSections(file, settings);
  return { ...team, sections: new Map(sections.map(({ key, read }) => [key, read(file[key], team)])) };
}

function withoutSections(file: TeamFile, { accounts, apps }: Settings): Omit<Team, 'sections'> {
  return {
    name: file.name,
    timeZone: file.time_zone,
    channels: channelsOf(file),
    servers: perChat(file.servers),
    people: file.people.map((person) => ({
      name: person.name,
      identities: perChat(person),
      timeZone: person.time_zone,
      roles: person.roles,
    })),
    roles: Object.fromEntries(
      Object.entries(file.roles).map(([role, groups]) => [role, perChat(groups ?? {})]),
    ),
    targets: plain(
      Object.entries(file.targets).map(([name, target]) => {
        const { title = name, network, owner, tags = [], most_per_day: mostPerDay } = target;
        return [name, { name, title, network, owner, tags, mostPerDay, account: accounts.get(name) }];
      }),
    ),
    apps: plain(apps),
    groups: plain(Object.entries(file.groups)),
    approval: teamApproval(file.approval, file.groups),
    publishing: { grace: file.publishing.grace, largestVideo: file.publishing.largest_video },
    ...checksOf(file),
  };
}

function channelsOf({ channels }: TeamFile): Team['channels'] {
  const named = Object.entries(channels).map(([name, ids]): [string, PerChat<string>] => [
    name,
    perChat(ids),
  ]);
  return Object.assign(plain(named), { review: perChat(channels.review) });
}

/** What posts are checked against. */
function checksOf(file: TeamFile): Pick<Team, 'campaigns' | 'words' | 'preflight'> {
  const { campaigns, words, preflight, groups } = file;
  return {
    campaigns: plain(
      Object.entries(campaigns).map(([name, { title = name, sponsored, disclosure = [], tags = [] }]) => [
        name,
        { title, sponsored, disclosure, tags },
      ]),
    ),
    words: {
      banned: words.banned,
      required: words.required.map((one) => ({
        ...one,
        targets: one.targets.flatMap((name) => (Object.hasOwn(groups, name) ? (groups[name] ?? []) : [name])),
      })),
    },
    preflight: {
      duplicatesWithin: preflight.duplicates_within,
      similarity: preflight.similarity,
      links: preflight.links,
    },
  };
}
