/**
 * The environment, read once and typed. Nothing else reads process.env. A wrong value stops the start with its
 * name, the reason and an example; the value of a secret is never shown.
 */
import type { z } from 'zod';
import { readExemptions } from '../src/kit/exemptions.ts';
import type { Proxies } from '../src/kit/proxies.ts';
import { t } from '../src/kit/t.ts';
import { tlsFault } from './env/tls.ts';
import { HELP, type Help, TOKENS, VARIABLE_NAMES, type VariableName, variables } from './env/variables.ts';
import { ConfigurationFault, type Fault } from './fault.ts';
import { noAscii, strayMarks } from './stray.ts';

export interface Environment {
  /** Undefined: Slack is off. With an app token Slack is heard by Socket Mode, else over HTTP at /slack/events. */
  slack?: { botToken: string; appToken?: string; signingSecret?: string; apiUrl?: string };
  /** Undefined: Discord is off. */
  discord?: { token: string; apiUrl?: string };
  /** Undefined: PGlite in `dataDir`. */
  databaseUrl?: string;
  /** The same database as the user who makes the tables; undefined: `databaseUrl`'s does. */
  migrationUrl?: string;
  /** Undefined: the queue is kept in the database. */
  redisUrl?: string;
  /** Undefined: straight out. */
  proxies?: Proxies;
  /** Undefined: videos are kept in the database, or embedded in `dataDir`. */
  s3?: { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };
  dataDir: string;
  teamFile: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Where people reach the web address from outside, without a slash at its end. */
  baseUrl?: string;
  /** What `/metrics`, and the reasons of `/readyz`, are read with; undefined: by anybody who reaches the port. */
  metricsToken?: string;
  /** 32 bytes. */
  secretKey?: Uint8Array;
  /** 32 bytes: opens what was sealed before SECRET_KEY was changed. */
  previousSecretKey?: Uint8Array;
  logLevel: string;
  /** As it came, for `${NAME}` in the team file. Holds secrets: never logged. */
  source: Readonly<Record<string, string | undefined>>;
}

/** Throws `ConfigurationFault` with every fault at once. A variable that is set to nothing counts as not set. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = trimmed(source);
  const read = variables.safeParse(given);
  const faults = strayIn(given);
  const told = new Set(faults.map(({ field }) => field));
  for (const issue of read.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!told.has(name)) faults.push(wrongValue(issue, given));
    told.add(name);
  }
  faults.push(...plainIn(given), ...unreadIn(given), ...missingPartners(given));
  if (!read.success || faults.length > 0) throw new ConfigurationFault(t('The environment'), faults);
  return environmentOf(read.data, source);
}

/** A shell takes straight quotes off; files of containers do not, and nobody takes typographic ones off. */
function strayIn(given: Given): Fault[] {
  return VARIABLE_NAMES.flatMap((name) => {
    const value = given[name] ?? '';
    const stray = strayMarks(value) ?? (TOKENS.includes(name) ? noAscii(value) : undefined);
    return stray ? [{ ...fault(name, 'stray', stray.message), remedy: stray.remedy }] : [];
  });
}

/** What would not be what it is taken for, and nobody would notice. */
function plainIn(given: Given): Fault[] {
  const addresses = DATABASES.flatMap((name) => {
    const tls = tlsFault(given[name] ?? '');
    const remedy = t('Write ?sslmode=verify-full behind it, or leave it out where the way there is safe.');
    return tls ? [{ ...fault(name, 'tls', tls), remedy }] : [];
  });
  const message = t('A shell alone reads ~ as a home folder; here it would be a folder of that name.');
  const named = t('A shell alone fills in a variable; here it would be a part of the name.');
  const comment = t('What stands behind # is no comment here, but a part of the value.');
  const matching = (names: readonly VariableName[], pattern: RegExp) =>
    names.filter((name) => pattern.test(given[name] ?? ''));
  return [
    ...addresses,
    ...matching(PATHS, /^~(?:\/|$)/).map((name) => fault(name, 'home', message)),
    ...matching(PATHS, /\$(?:\w+|\{\w+\})/).map((name) => fault(name, 'variable', named)),
    ...matching([...PATHS, ...DATABASES], /\s#/).map((name) => fault(name, 'comment', comment)),
  ];
}

const PATHS = ['DATA_DIR', 'TEAM_FILE'] as const;
const DATABASES = ['DATABASE_URL', 'DATABASE_MIGRATION_URL'] as const;

function unreadIn({ NO_PROXY = '' }: Given): Fault[] {
  return readExemptions(NO_PROXY).unread.map((entry) =>
    fault('NO_PROXY', 'wrong', t('"{entry}" is no host, no domain, no address and no network.', { entry })),
  );
}

function wrongValue(issue: z.core.$ZodIssue, given: Given): Fault {
  const name = issue.path[0] as VariableName;
  const help = HELP[name];
  const message = t('{wanted}; found {found}.', {
    wanted: t(help.wanted),
    found: found(given[name] ?? '', help),
  });
  return fault(name, 'wrong', message);
}

/** A token in the wrong variable is a secret too, so that only what is short is shown. */
function found(value: string, help: Help): string {
  const shown = help.secret === undefined && value.length <= LONGEST_SHOWN;
  return shown ? `"${value}"` : t('{count} characters, not shown', { count: value.length });
}

const LONGEST_SHOWN = 15;

function missingPartners(given: Given): Fault[] {
  const faults: Fault[] = [];
  const hears = given.SLACK_APP_TOKEN ?? given.SLACK_SIGNING_SECRET;
  if (given.SLACK_BOT_TOKEN && !hears) {
    faults.push(
      fault(
        'SLACK_APP_TOKEN',
        'missing',
        t('This is missing, and so is SLACK_SIGNING_SECRET; SLACK_BOT_TOKEN needs one of them.'),
      ),
    );
  }
  if (hears && !given.SLACK_BOT_TOKEN) {
    const set = given.SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
    faults.push(
      fault('SLACK_BOT_TOKEN', 'missing', t('This is missing; {set} does nothing without it.', { set })),
    );
  }
  const beside = given.DATABASE_PASSWORD ? 'DATABASE_PASSWORD' : 'DATABASE_MIGRATION_URL';
  if (given[beside] && !given.DATABASE_URL) {
    const message = t('This is missing; {beside} does nothing without it.', { beside });
    faults.push(fault('DATABASE_URL', 'missing', message));
  }
  const bucket = S3_NAMES.find((name) => given[name]) ?? '';
  for (const name of S3_NEEDED.filter((one) => bucket && !given[one])) {
    faults.push(fault(name, 'missing', t('This is missing; {bucket} needs it.', { bucket })));
  }
  if (given.SECRET_KEY_PREVIOUS && !given.SECRET_KEY) {
    const message = t('This is missing; SECRET_KEY_PREVIOUS does nothing without it.');
    faults.push(fault('SECRET_KEY', 'missing', message));
  }
  if (given.DATABASE_URL && !given.SECRET_KEY) {
    faults.push(
      fault(
        'SECRET_KEY',
        'missing',
        t('This is missing; with DATABASE_URL every process needs the same key.'),
      ),
    );
  }
  return faults;
}

const S3_NEEDED = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const S3_NAMES = [...S3_NEEDED, 'S3_ENDPOINT', 'S3_REGION'] as const;

function fault(name: VariableName, kind: string, message: string): Fault {
  const { remedy, example } = HELP[name];
  const shown = remedy ? t(remedy) : t('Example: {line}', { line: `${name}=${example}` });
  return {
    id: `environment.${name.toLowerCase()}.${kind}`,
    level: 'error',
    field: name,
    message,
    remedy: shown,
  };
}

function environmentOf(read: z.infer<typeof variables>, source: Environment['source']): Environment {
  return Object.freeze({
    slack: read.SLACK_BOT_TOKEN
      ? Object.freeze({
          botToken: read.SLACK_BOT_TOKEN,
          appToken: read.SLACK_APP_TOKEN,
          signingSecret: read.SLACK_SIGNING_SECRET,
          apiUrl: read.SLACK_API_URL,
        })
      : undefined,
    discord: read.DISCORD_TOKEN
      ? Object.freeze({ token: read.DISCORD_TOKEN, apiUrl: read.DISCORD_API_URL })
      : undefined,
    databaseUrl: withPassword(read.DATABASE_URL, read.DATABASE_PASSWORD),
    migrationUrl: read.DATABASE_MIGRATION_URL,
    redisUrl: read.REDIS_URL,
    proxies: proxiesOf(read),
    s3: bucketOf(read),
    dataDir: read.DATA_DIR,
    teamFile: read.TEAM_FILE,
    host: read.HOST,
    port: read.PORT,
    baseUrl: read.BASE_URL,
    metricsToken: read.METRICS_TOKEN,
    secretKey: read.SECRET_KEY,
    previousSecretKey: read.SECRET_KEY_PREVIOUS,
    logLevel: read.LOG_LEVEL,
    source: Object.freeze({ ...source }),
  });
}

/** As it is: what an address cannot hold is written so that it can. */
function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  if (address === undefined || password === undefined) return address;
  const url = new URL(address);
  // Of a socket, which has no host that it could stand before.
  if (url.hostname === '') {
    url.searchParams.set('password', password);
    return url.href;
  }
  url.password = encodeURIComponent(password);
  return url.href;
}

function bucketOf(read: z.infer<typeof variables>): Environment['s3'] {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = read;
  if (!bucket || !accessKeyId || !secretAccessKey) return undefined;
  const region = read.S3_REGION ?? 'us-east-1';
  const endpoint = read.S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`;
  return Object.freeze({ endpoint, bucket, region, accessKeyId, secretAccessKey });
}

function proxiesOf(read: z.infer<typeof variables>): Proxies | undefined {
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: none } = read;
  return http || https ? { http, https, none } : undefined;
}

type Given = Partial<Record<VariableName, string>>;

function trimmed(source: Record<string, string | undefined>): Given {
  const set = VARIABLE_NAMES.map(
    (name) => [name, (source[name] ?? inLowerCase(source, name))?.trim()] as const,
  );
  return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== ''));
}

/** Proxies are set so too; where both are, the longer established capitals count. */
function inLowerCase(source: Record<string, string | undefined>, name: VariableName): string | undefined {
  return name.endsWith('_PROXY') ? source[name.toLowerCase()] : undefined;
}
