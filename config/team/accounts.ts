/** A target's account, or the operator's app: `${NAME}` filled in from the environment, then checked by the network's own schema. */
import { z } from 'zod';
import { t } from '../../src/kit/t.ts';
import type { Network } from '../../src/networks/network.ts';
import type { Fault } from '../fault.ts';
import { strayMarks } from '../stray.ts';
import type { TeamDocument } from './document.ts';
import { targetKeys } from './file.ts';
import { didYouMean, faultAt, faultsOf, type Place, unknownKey } from './issues.ts';
import { isMap } from './maps.ts';

export interface Surroundings {
  networks: ReadonlyMap<string, Network>;
  environment: Readonly<Record<string, string | undefined>>;
  lineOf(path: readonly PropertyKey[]): number;
}

/** The accounts of all targets. */
export function readAccounts({ value, lineOf }: TeamDocument, sources: Omit<Surroundings, 'lineOf'>) {
  const byTarget = new Map<string, unknown>();
  const faults: Fault[] = [];
  const targets = isMap(value) && isMap(value.targets) ? value.targets : {};
  for (const [name, raw] of Object.entries(targets)) {
    if (!isMap(raw)) continue;
    const read = readAccount(name, raw, { ...sources, lineOf });
    faults.push(...read.faults);
    byTarget.set(name, read.account);
  }
  return { byTarget, faults };
}

/** The operator's apps, by network. */
export function readApps({ value, lineOf }: TeamDocument, sources: Omit<Surroundings, 'lineOf'>) {
  const byNetwork: [network: string, app: unknown][] = [];
  const faults: Fault[] = [];
  const apps = isMap(value) && isMap(value.apps) ? value.apps : {};
  for (const [name, raw] of Object.entries(apps)) {
    if (!isMap(raw)) continue;
    const read = readApp(name, raw, { ...sources, lineOf });
    faults.push(...read.faults);
    byNetwork.push([name, read.app]);
  }
  return { byNetwork, faults };
}

/** The account as the network's schema gives it back, or what is wrong with it. */
function readAccount(
  target: string,
  raw: Record<string, unknown>,
  around: Surroundings,
): { account?: unknown; faults: Fault[] } {
  const at = ['targets', target];
  const network = around.networks.get(String(raw.network));
  if (!network)
    return { faults: typeof raw.network === 'string' ? [noSuchNetwork(at, raw.network, around)] : [] };
  const { value, faults } = readSettings(accountPart(raw), { at, schema: network.account }, around);
  return { account: value, faults };
}

/** What stands under `apps` for one network, or what is wrong with it. */
function readApp(name: string, raw: unknown, around: Surroundings): { app?: unknown; faults: Fault[] } {
  const connectable = [...around.networks.values()].filter(({ discovery }) => discovery);
  const schema = around.networks.get(name)?.discovery?.app;
  if (!schema) {
    const message = t('{name} is no network whose accounts people connect.', { name });
    const names = connectable.map((network) => network.name);
    const fault = faultAt(
      { at: ['apps'], lineOf: around.lineOf },
      [name],
      'unknown',
      message,
      didYouMean(name, names),
    );
    return { faults: [fault] };
  }
  const { value, faults } = readSettings(raw, { at: ['apps', name], schema }, around);
  return { app: value, faults };
}

function readSettings(
  raw: unknown,
  { at, schema }: { at: string[]; schema: z.ZodType },
  around: Surroundings,
): { value?: unknown; faults: Fault[] } {
  const filled = fill(raw, around.environment);
  const place: Place = { value: filled.value, schema, at, lineOf: around.lineOf, secret: true };
  const missing = [...filled.missing].map(([path, name]) => missingVariable(place, path, name));
  missing.push(
    ...filled.stray.map((stray) => faultAt(place, stray.path, 'stray', stray.message, stray.remedy)),
  );
  const read = schema.safeParse(filled.value);
  const issues = read.success
    ? []
    : read.error.issues.filter((issue) => !touches(issue.path, filled.missing));
  const wrong = [...faultsOf(issues, place), ...unknownKeys(place)];
  const faults = [...missing, ...wrong.map((fault) => withoutSecrets(fault, filled.secrets))];
  return read.success && faults.length === 0 ? { value: read.data, faults } : { faults };
}

function accountPart(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !Object.hasOwn(targetKeys, key)));
}

function noSuchNetwork(at: string[], name: string, around: Surroundings): Fault {
  const message = t('There is no network called {name}.', { name });
  return faultAt(
    { at, lineOf: around.lineOf },
    ['network'],
    'unknown',
    message,
    didYouMean(name, [...around.networks.keys()]),
  );
}

/** A schema that drops what it does not know would hide a slip of the finger. */
function unknownKeys(place: Place): Fault[] {
  const { schema, value } = place;
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return [];
  const keys = Object.keys(value as object).filter((key) => !Object.hasOwn(schema.shape, key));
  return keys.map((key) => unknownKey([key], place));
}

interface Filled {
  value: unknown;
  /** Path of a value → the variable that it wanted and that is not set. */
  missing: Map<readonly PropertyKey[], string>;
  /** Values that are not to be shown → what is shown instead. */
  secrets: Map<string, string>;
  /** Quotes, blanks and the like that came with a value. */
  stray: { path: readonly PropertyKey[]; message: string; remedy: string }[];
}

function fill(value: unknown, environment: Surroundings['environment']): Filled {
  const missing = new Map<readonly PropertyKey[], string>();
  const secrets = new Map<string, string>();
  const stray: Filled['stray'] = [];
  const look = (value: string, path: readonly PropertyKey[], name?: string) => {
    const found = strayMarks(value);
    if (!found) return;
    const message =
      name === undefined ? found.message : t('In {name}: {message}', { name, message: found.message });
    stray.push({ path, message, remedy: found.remedy });
  };
  const fillText = (text: string, path: readonly PropertyKey[]) =>
    text.replace(/\$\{([^}]*)\}/g, (written, name: string) => {
      const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (found === undefined || found === '') missing.set(path, name);
      else {
        secrets.set(found, `\${${name}}`);
        look(found, path, name);
      }
      return found ?? written;
    });
  const visit = (inner: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof inner === 'string') {
      look(inner, path);
      if (isUnfilled(inner, environment)) stray.push({ path, ...unfilled() });
      const filled = fillText(inner, path);
      if (!secrets.has(filled)) secrets.set(filled, t('(not shown)'));
      return filled;
    }
    if (Array.isArray(inner)) return inner.map((item, index) => visit(item, [...path, index]));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, member]) => [key, visit(member, [...path, key])]),
    );
  };
  return { value: visit(value, []), missing, secrets, stray };
}

/** `$NAME`, `%NAME%`, `{{ NAME }}`, of a variable that is there: elsewhere it is filled in so. */
function isUnfilled(text: string, environment: Surroundings['environment']): boolean {
  const [, name = ''] = /^(?:\$|%|\{\{\s*)(\w+)(?:%|\s*\}\})?$/.exec(text) ?? [];
  return Object.hasOwn(environment, name);
}

function unfilled() {
  const message = t('It names a variable in a way that is not filled in here: it would be the value itself.');
  return { message, remedy: t('Write it as {example}.', { example: '$'.concat('{NAME}') }) };
}

function missingVariable(place: Place, path: readonly PropertyKey[], name: string): Fault {
  const message = t('The environment has no {name}.', { name });
  const remedy = /^[A-Za-z_]\w*$/.test(name)
    ? t('Set it, for example in the service that starts the bot: {name}=…', { name })
    : t('Write the name of a variable between the braces: letters, digits and _.');
  return faultAt(place, path, 'missing_variable', message, remedy);
}

function touches(path: readonly PropertyKey[], missing: Filled['missing']): boolean {
  const begins = (whole: readonly PropertyKey[], start: readonly PropertyKey[]) =>
    start.every((step, index) => whole[index] === step);
  return [...missing.keys()].some((other) => begins(path, other) || begins(other, path));
}

/** A network's own message might quote what it was given. Longer values first: one may hold another. */
function withoutSecrets(fault: Fault, secrets: Filled['secrets']): Fault {
  const values = [...secrets]
    .filter(([value]) => value.length >= SHORTEST_SECRET)
    .sort(([one], [other]) => other.length - one.length);
  const hide = (text: string) =>
    values.reduce((shown, [value, instead]) => shown.replaceAll(value, instead), text);
  return { ...fault, message: hide(fault.message), remedy: hide(fault.remedy) };
}

/** What is shorter gives nothing away, and hiding it would tear words apart. */
const SHORTEST_SECRET = 4;
