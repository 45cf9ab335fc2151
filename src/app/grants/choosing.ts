/** Which of the places that a grant shows become targets, and under which names. */
import { simpleName } from '../../../config/team/names.ts';
import { type Finding, Refusal } from '../../kit/finding.ts';
import { cut, storable } from '../../kit/storable.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import * as audit from '../../store/audit.ts';
import * as outbox from '../../store/outbox.ts';
import * as targets from '../../store/targets.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { isTaken, sealAccount } from '../targets/connected.ts';
import { checkAccount } from '../targets/pausing.ts';
import { MOST_TITLE } from '../targets/renaming.ts';
import { wakeForCards } from '../waking.ts';
import { keepPlaces, sharing } from './connecting.ts';
import type { Found, FoundPlace } from './discovering.ts';
import { visitOf } from './exchange.ts';

/** What a person ticked, and typed beside it. */
export interface Choice {
  place: FoundPlace;
  /** As authors write it. */
  name: string;
  /** As people read it. */
  title: string;
}

export interface Chosen {
  name: string;
  title: string;
}

/** Whether somebody can tick it: nothing stands in the way, and nobody else's grant serves it. */
export function isOpen({ obstacle, target }: FoundPlace): boolean {
  return obstacle === undefined && target?.granter === undefined;
}

/** What stands in the fields at first. */
export function proposal(app: App, network: { name: string; title: string }, place: FoundPlace): Chosen {
  if (place.target) return place.target;
  const plain = `${network.name}-${place.name}`.normalize('NFKD').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const title = t('{name} on {network}', { name: place.name, network: network.title });
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `-${number}`;
    const name = `${slug.slice(0, MOST_NAME - end.length).replace(/-+$/, '')}${end}`;
    if (!isTaken(app.team, name)) return { name, title: cut(title, MOST_TITLE) };
  }
}

const MOST_NAME = 40;

/**
 * All of them are there when it returns, and none where it throws. What went by this person's grant before goes by the new
 * one. Throws a `Refusal` whose findings name `name:PLACE` or `title:PLACE`, or `places`.
 */
export async function choose(
  app: App,
  person: Person,
  network: string,
  { found, choices, token }: { found: Found; choices: Choice[]; token: string },
): Promise<Chosen[]> {
  const read = choices.map((one) => ({ ...one, name: one.name.trim(), title: storable(one.title).trim() }));
  const faults = faultsOf(app, read);
  if (faults.length > 0) throw new Refusal(faults);
  const { granter, tokens } = found;
  const before = await sharing(app, network, granter.id);
  if (read.length === 0 && before.length === 0) throw new Refusal([nothingTicked()]);
  const all = [...new Set([...read.map(({ name }) => name), ...before])];
  await app.database.transaction(async (transaction) => {
    if (!(await targets.takeDiscovery(transaction, visitOf(token)))) throw new Refusal([chosenAlready()]);
    for (const { place, name, title } of read) {
      const sealed = sealAccount(app.accounts.seal, name, place.account);
      if (place.target) await targets.keepAccount(transaction, name, sealed);
      else
        await insert(app, transaction, { place: place.id, name, title, sealed, network, ownerId: person.id });
    }
    await keepPlaces(app, transaction, before, found.places);
    const given = { tokens, granter, network, targets: all, personId: person.id };
    await app.accounts.grants.keep(transaction, given);
    await outbox.markAllChanged(
      transaction,
      all.map((name) => subjectOf('target', name)),
    );
    await audit.append(
      transaction,
      ...all.map((target) => ({
        ...entryOf('target.connected', app.clock),
        person: { id: person.id, name: person.name },
        target,
        details: { as: granter.name, granter: granter.id, place: placeOf(read, target) },
      })),
    );
  });
  await app.accounts.refresh();
  for (const name of all) {
    await wakeForCards(app, subjectOf('target', name));
    await checkAccount(app, name);
  }
  return read.map(({ name, title }) => ({ name, title }));
}

function placeOf(choices: Choice[], target: string): string | undefined {
  return choices.find(({ name }) => name === target)?.place.id;
}

async function insert(
  app: App,
  transaction: Parameters<typeof targets.insert>[0],
  target: Omit<targets.StoredTarget, 'connectedAt'>,
): Promise<void> {
  const connectedAt = new Date(app.clock.now());
  if (await targets.insert(transaction, { ...target, connectedAt })) return;
  throw new Refusal([taken(target.name, target.place)]);
}

function faultsOf(app: App, choices: Choice[]): Finding[] {
  return choices.flatMap(({ place, name, title }, index): Finding[] => {
    if (!isOpen(place)) return [closed(place)];
    // It keeps the name that posts wait under.
    if (place.target?.name === name) return [];
    const isTwice = choices.some((other, at) => at < index && other.name === name);
    if (!simpleName.safeParse(name).success) return [unfit(name, place.id)];
    if (isTwice || name === 'all' || isTaken(app.team, name)) return [taken(name, place.id)];
    return title.length > 0 && title.length <= MOST_TITLE ? [] : [untitled(title, place.id)];
  });
}

function unfit(name: string, place: string): Finding {
  return fault(
    'name',
    place,
    t('The name "{name}" is not made of a-z, 0-9 and -, up to {most} of them.', {
      name: cut(name, MOST_NAME),
      most: MOST_NAME,
    }),
    t('Write it that way; the title may be any words.'),
  );
}

function taken(name: string, place: string): Finding {
  return fault(
    'name',
    place,
    t('Something is called "{name}" already.', { name }),
    t('Call it something else.'),
  );
}

function untitled(title: string, place: string): Finding {
  return fault(
    'title',
    place,
    t('The title has {found} characters; it needs 1 to {most}.', { found: title.length, most: MOST_TITLE }),
    t('Write what people shall read on cards.'),
  );
}

function closed({ id, name, obstacle }: FoundPlace): Finding {
  return fault(
    'places',
    id,
    t('{name} cannot be ticked.', { name }),
    obstacle ?? t('It is a target already.'),
  );
}

function nothingTicked(): Finding {
  return fault('places', '', t('Nothing is ticked.'), t('Tick what you want to post to.'));
}

function chosenAlready(): Finding {
  return fault(
    'places',
    '',
    t('This was chosen from already.'),
    t('Ask for a new link with /accounts connect.'),
  );
}

function fault(field: string, place: string, message: string, remedy: string): Finding {
  return { id: `connect.${field}`, level: 'error', field: `${field}:${place}`, message, remedy };
}
