/** What networks offer for their fields: asked of them, and kept for as long as whoever asks can do with. */
import { cut, storable } from '../../../kit/storable.ts';
import type { Offered } from '../../../networks/field-findings.ts';
import { type Connection, NetworkError } from '../../../networks/network.ts';
import type { FieldChoice, FieldUses } from '../../../posts/fields.ts';
import type { Account } from '../../accounts.ts';
import type { App } from '../../app.ts';
import { within } from '../patience.ts';

export interface Choices {
  choices: FieldChoice[];
  /** Epoch ms: when the network said so. */
  at: number;
}

/** `youngerThan`: ms. Throws `NetworkError`. */
export async function choicesOf(
  { clock }: Pick<App, 'clock'>,
  { connection, network }: Pick<Account, 'connection' | 'network'>,
  key: string,
  uses: FieldUses,
  youngerThan: number,
): Promise<Choices> {
  const given = givenTo(network.fields?.all.find((field) => field.key === key)?.dependsOn ?? [], uses);
  const known = keptFor(connection);
  const name = JSON.stringify([key, Object.entries(given)]);
  const before = known.get(name);
  const now = clock.now();
  if (before && now - before.at < youngerThan) return { at: before.at, choices: await before.asked };
  const asked = ask(connection, key, given);
  const entry = { at: now, asked };
  known.set(name, entry);
  asked.catch(() => {
    if (known.get(name) === entry) known.delete(name);
  });
  return { at: now, choices: await asked };
}

/** As they are kept with the post. */
async function ask(
  connection: Connection,
  key: string,
  given: Record<string, string>,
): Promise<FieldChoice[]> {
  const choices = (await connection.choices?.(key, given)) ?? [];
  return choices.map(({ value, label }) => ({ value, label: cut(storable(label), LONGEST_LABEL) }));
}

const LONGEST_LABEL = 200;

/** For all that is chosen in a post. `patience`: ms; what is not told by then is left out. */
export async function offeredTo(
  app: Pick<App, 'clock'>,
  account: Pick<Account, 'connection' | 'network'>,
  uses: FieldUses,
  patience?: number,
): Promise<Offered> {
  const chosen = (account.network.fields?.all ?? []).filter(
    ({ kind, key }) => kind === 'choice' && uses[key],
  );
  const asked = chosen.map(async ({ key }) => {
    const offered = await within(patience, told(choicesOf(app, account, key, uses, MOMENT)));
    return offered === undefined ? [] : [[key, offered] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}

async function told(asked: Promise<Choices>): Promise<FieldChoice[] | NetworkError> {
  try {
    return (await asked).choices;
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function givenTo(dependsOn: readonly string[], uses: FieldUses): Record<string, string> {
  return Object.fromEntries(dependsOn.flatMap((key) => (uses[key] ? [[key, uses[key].value]] : [])));
}

/** Ms: several looks at one post, in the same moment, are one question. */
const MOMENT = 15_000;

interface Kept {
  at: number;
  asked: Promise<FieldChoice[]>;
}

const kept = new WeakMap<Connection, Map<string, Kept>>();

function keptFor(connection: Connection): Map<string, Kept> {
  const known = kept.get(connection) ?? new Map<string, Kept>();
  kept.set(connection, known);
  return known;
}
