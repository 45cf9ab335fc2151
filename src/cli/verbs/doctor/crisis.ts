/** The levels of `crisis`: who of them cannot be reached, before somebody finds that out at night. */
import { type CrisisSettings, section as crisisSection } from '../../../../config/team/sections/crisis.ts';
import type { Team } from '../../../../config/team.ts';
import { ChatError, type Messenger } from '../../../chat/chat.ts';
import { systemClock as clock } from '../../../kit/clock.ts';
import { createLog } from '../../../kit/log.ts';
import { t } from '../../../kit/t.ts';
import { type Check, off, type Result, right, type Situation, wrong } from './check.ts';

export const checkCrisis: Check = async ({ environment, team }) => {
  if (!team) return [];
  const settings = crisisSection.of(team);
  if (!settings.detects)
    return [
      off(t('Crises: the team file has no section crisis; /crisis open pings the channel for reviews.')),
    ];
  const asked = await openMessengers(environment, team);
  try {
    return await crisisResults(team, settings, asked);
  } finally {
    await Promise.all([...asked.values()].map(({ close }) => close()));
  }
};

/** Of a chat that is on: who somebody is there. */
export type Asked = Pick<Messenger, 'member' | 'close'>;

/** `chats`: by name, those that are on. */
export async function crisisResults(
  team: Team,
  { policy }: Pick<CrisisSettings, 'policy'>,
  chats: ReadonlyMap<string, Asked>,
): Promise<Result[]> {
  const levels = await Promise.all(
    policy.levels.map(({ targets }) =>
      Promise.all(targets.map(async (target) => ({ target, why: await whyNot(team, target, chats) }))),
    ),
  );
  const faults = levels.flatMap((level, index) => {
    const missed = level.flatMap(({ target, why }) =>
      why === undefined ? [] : [{ name: target.name, why }],
    );
    const found = missed.map(({ name, why }) =>
      wrong(
        t('Crises: level {level} names {name}, who or which cannot be reached: {why}.', {
          ...{ level: index + 1, name, why },
        }),
        t('Mend it under `crisis.levels` or `people` in the team file.'),
      ),
    );
    return missed.length < level.length ? found : [...found, reachesNobody(index)];
  });
  if (faults.length > 0) return faults;
  return [
    right(
      t('Crises: {count, plural, one {the level reaches} other {all # levels reach}} whom they name.', {
        count: levels.length,
      }),
    ),
  ];
}

function reachesNobody(index: number): Result {
  return wrong(
    t('Crises: level {level} reaches nobody, and is skipped.', { level: index + 1 }),
    t('Name somebody there who is reached.'),
  );
}

type Target = CrisisSettings['policy']['levels'][number]['targets'][number];

/** Undefined: reached, as far as can be told. */
async function whyNot(
  team: Team,
  { kind, name }: Target,
  chats: ReadonlyMap<string, Asked>,
): Promise<string | undefined> {
  switch (kind) {
    case 'webhook':
      return undefined;
    case 'channel':
      return Object.keys(team.channels[name] ?? {}).some((chat) => chats.has(chat))
        ? undefined
        : t('it has no channel in a chat that is on');
    case 'role': {
      const groups = Object.keys(team.roles[name] ?? {}).some((chat) => chats.has(chat));
      const held = team.people.some(({ roles }) => roles.includes(name));
      return groups || held
        ? undefined
        : t('nobody has the role, and no group of a chat that is on gives it');
    }
    case 'person':
      return whyNotPerson(team, name, chats);
  }
}

async function whyNotPerson(
  team: Team,
  name: string,
  chats: ReadonlyMap<string, Asked>,
): Promise<string | undefined> {
  const identities = Object.entries(team.people.find((one) => one.name === name)?.identities ?? {});
  const here = identities.flatMap(([chat, user]) => {
    const asked = chats.get(chat);
    return asked ? [{ asked, user }] : [];
  });
  if (here.length === 0) return t('they have no identity in a chat that is on');
  const left = await Promise.all(here.map(({ asked, user }) => hasLeft(asked, user)));
  return left.every(Boolean) ? t('they have left') : undefined;
}

/** A chat that does not tell says nothing of anybody; that is told where it is looked at itself. */
async function hasLeft(asked: Asked, user: string): Promise<boolean> {
  try {
    return (await asked.member(user)).hasLeft === true;
  } catch (error) {
    return error instanceof ChatError && error.reason === 'gone';
  }
}

async function openMessengers(
  environment: Situation['environment'],
  team: Team,
): Promise<ReadonlyMap<string, Messenger>> {
  const { slack, discord } = environment;
  const log = createLog('silent');
  const opened: Messenger[] = [];
  if (slack) {
    const { createSlackMessenger } = await import('../../../chat/slack/index.ts');
    opened.push(createSlackMessenger({ ...slack, clock, log }));
  }
  if (discord) {
    const { createDiscordMessenger } = await import('../../../chat/discord/index.ts');
    opened.push(
      createDiscordMessenger({ ...discord, clock, log, media: nothing, guild: team.servers.discord }),
    );
  }
  return new Map(opened.map((messenger) => [messenger.chat, messenger]));
}

/** Nothing is sent. */
const nothing = async () => {
  throw new Error('The doctor shows no pictures.');
};
