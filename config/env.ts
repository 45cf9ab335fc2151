/**
 * The environment, read once and typed. Nothing else reads process.env. A wrong value stops the start with its
 * name, the reason and an example; the value of a secret is never shown.
 */
import { z } from 'zod';
import { t } from '../src/kit/t.ts';
import { ConfigurationFault, type Fault } from './fault.ts';

export interface Environment {
  /** Undefined: Slack is off. With an app token Slack is heard by Socket Mode, else over HTTP at /slack/events. */
  slack?: { botToken: string; appToken?: string; signingSecret?: string; apiUrl?: string };
  /** Undefined: Discord is off. */
  discord?: { token: string; apiUrl?: string };
  /** Undefined: PGlite in `dataDir`. */
  databaseUrl?: string;
  /** Undefined: the queue is kept in the database. */
  redisUrl?: string;
  dataDir: string;
  teamFile: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Where people reach the web address from outside, without a slash at its end. */
  baseUrl?: string;
  /** 32 bytes. */
  secretKey?: Uint8Array;
  logLevel: string;
  /** As it came, for `${NAME}` in the team file. Holds secrets: never logged. */
  source: Readonly<Record<string, string | undefined>>;
}

/** Throws `ConfigurationFault` with every fault at once. A variable that is set to nothing counts as not set. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = trimmed(source);
  const read = variables.safeParse(given);
  const faults = [...(read.success ? [] : read.error.issues.map((issue) => wrongValue(issue, given)))];
  faults.push(...missingPartners(given));
  if (!read.success || faults.length > 0) throw new ConfigurationFault(t('The environment'), faults);
  return environmentOf(read.data, source);
}

export type VariableName = keyof z.infer<typeof variables>;

const token = z.string().regex(/^\S+$/);

const variables = z.object({
  SLACK_BOT_TOKEN: token.startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: token.startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: token.optional(),
  SLACK_API_URL: address(/^https?:$/).optional(),
  DISCORD_TOKEN: token.optional(),
  DISCORD_API_URL: address(/^https?:$/)
    .transform(withoutSlash)
    .optional(),
  DATABASE_URL: address(/^postgres(ql)?:$/).optional(),
  REDIS_URL: address(/^rediss?:$/).optional(),
  DATA_DIR: z.string().default('./data'),
  TEAM_FILE: z.string().default('./team.yaml'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3210),
  BASE_URL: address(/^https?:$/)
    .refine((url) => !/[?#]/.test(url))
    .transform(withoutSlash)
    .optional(),
  SECRET_KEY: z
    .string()
    .regex(/^([0-9a-f]{64}|[\w+/-]{43}=?)$/i)
    .transform(keyBytes)
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

interface Help {
  /** Begins a sentence. */
  wanted: string;
  example: string;
  /** Of a secret not even a part is shown. Addresses count, since they carry passwords. */
  secret?: true;
  remedy?: string;
}

const HELP: Record<VariableName, Help> = {
  SLACK_BOT_TOKEN: { wanted: 'Must begin with xoxb-', example: 'xoxb-1-2-abc', secret: true },
  SLACK_APP_TOKEN: { wanted: 'Must begin with xapp-', example: 'xapp-1-A1-2-abc', secret: true },
  SLACK_SIGNING_SECRET: {
    wanted: 'Must be one word',
    example: '8f742231b10e8888abcd99yyyzzz85a5',
    secret: true,
  },
  SLACK_API_URL: {
    wanted: 'Must be an http or https address',
    example: 'https://slack.com/api/',
    secret: true,
  },
  DISCORD_TOKEN: {
    wanted: 'Must be one word, without "Bot" before it',
    example: 'MTIz.abc.def',
    secret: true,
  },
  DISCORD_API_URL: {
    wanted: 'Must be an http or https address',
    example: 'https://discord.com/api',
    secret: true,
  },
  DATABASE_URL: {
    wanted: 'Must be a postgres:// address',
    example: 'postgres://bellwether:password@db.example.org:5432/bellwether',
    secret: true,
  },
  REDIS_URL: {
    wanted: 'Must be a redis:// or rediss:// address',
    example: 'redis://:password@redis.example.org:6379',
    secret: true,
  },
  DATA_DIR: { wanted: 'Must be a folder', example: './data' },
  TEAM_FILE: { wanted: 'Must be a file', example: './team.yaml' },
  HOST: { wanted: 'Must be a host name or an IP address', example: '127.0.0.1' },
  PORT: { wanted: 'Must be a number from 0 (any free port) to 65535', example: '3210' },
  BASE_URL: {
    wanted: 'Must be an http or https address without ? or #',
    example: 'https://bellwether.example.org',
    secret: true,
  },
  SECRET_KEY: {
    wanted: 'Must be 32 bytes, as base64 (44 characters) or hex (64 characters)',
    example: 'the output of that command',
    secret: true,
    remedy: 'Make one with: openssl rand -base64 32.',
  },
  LOG_LEVEL: { wanted: 'Must be trace, debug, info, warn, error, fatal or silent', example: 'info' },
};

export const VARIABLE_NAMES = Object.keys(HELP) as VariableName[];

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
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    dataDir: read.DATA_DIR,
    teamFile: read.TEAM_FILE,
    host: read.HOST,
    port: read.PORT,
    baseUrl: read.BASE_URL,
    secretKey: read.SECRET_KEY,
    logLevel: read.LOG_LEVEL,
    source: Object.freeze({ ...source }),
  });
}

type Given = Partial<Record<VariableName, string>>;

function trimmed(source: Record<string, string | undefined>): Given {
  const set = VARIABLE_NAMES.map((name) => [name, source[name]?.trim()] as const);
  return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== ''));
}

function address(protocol: RegExp) {
  return z.string().refine((value) => URL.canParse(value) && protocol.test(new URL(value).protocol));
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function keyBytes(key: string): Uint8Array {
  return Buffer.from(key, key.length === 64 ? 'hex' : 'base64');
}
