/** The variables of the environment: what each must look like, and what is told when it does not. */
import { isIPv6 } from 'node:net';
import { z } from 'zod';

export type VariableName = keyof z.infer<typeof variables>;

const token = z.string().regex(/^\S+$/);

export const variables = z.object({
  SLACK_BOT_TOKEN: token.startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: token.startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: token.optional(),
  SLACK_API_URL: address(/^https?:$/).optional(),
  DISCORD_TOKEN: token.optional(),
  DISCORD_API_URL: address(/^https?:$/)
    .transform(withoutSlash)
    .optional(),
  DATABASE_URL: address(/^postgres(ql)?:$/).optional(),
  DATABASE_PASSWORD: z.string().optional(),
  DATABASE_MIGRATION_URL: address(/^postgres(ql)?:$/).optional(),
  REDIS_URL: address(/^rediss?:$/)
    .refine(isNumberedDatabase)
    .optional(),
  HTTPS_PROXY: address(/^https?:$/).optional(),
  HTTP_PROXY: address(/^https?:$/).optional(),
  NO_PROXY: z.string().optional(),
  S3_ENDPOINT: address(/^https?:$/)
    .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url))
    .transform(withoutSlash)
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  S3_ACCESS_KEY_ID: token.optional(),
  S3_SECRET_ACCESS_KEY: token.optional(),
  DATA_DIR: z.string().default('./data'),
  TEAM_FILE: z.string().default('./team.yaml'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .refine((host) => !host.includes(':') || isIPv6(host))
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
  METRICS_TOKEN: token.min(16).optional(),
  SECRET_KEY: key(),
  SECRET_KEY_PREVIOUS: key(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface Help {
  /** Begins a sentence. */
  wanted: string;
  example: string;
  /** Of a secret not even a part is shown. Addresses count, since they carry passwords. */
  secret?: true;
  remedy?: string;
}

export const HELP: Record<VariableName, Help> = {
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
    remedy:
      'Example: DATABASE_URL=postgres://bellwether:password@db.example.org:5432/bellwether. A password with /, @, :, # or % goes into DATABASE_PASSWORD as it is.',
  },
  DATABASE_PASSWORD: { wanted: 'Must be a password', example: 'the password as it is', secret: true },
  DATABASE_MIGRATION_URL: {
    wanted: 'Must be a postgres:// address',
    example: 'postgres://bellwether_owner:password@db.example.org:5432/bellwether',
    secret: true,
  },
  REDIS_URL: {
    wanted: 'Must be a redis:// or rediss:// address, behind it at most the number of a database',
    example: 'redis://:password@redis.example.org:6379/0',
    secret: true,
  },
  HTTPS_PROXY: {
    wanted: 'Must be an http or https address',
    example: 'http://proxy.example.org:3128',
    secret: true,
  },
  HTTP_PROXY: {
    wanted: 'Must be an http or https address',
    example: 'http://proxy.example.org:3128',
    secret: true,
  },
  NO_PROXY: {
    wanted: 'Must be hosts, domains, addresses and networks, comma-separated',
    example: 'intranet.example.org,.local,10.0.0.0/8',
  },
  S3_ENDPOINT: {
    wanted: 'Must be an http or https address without a path',
    example: 'https://s3.eu-central-1.amazonaws.com',
    secret: true,
  },
  S3_BUCKET: {
    wanted: 'Must be the name of a bucket: 3 to 63 small letters, digits, dots and dashes',
    example: 'bellwether-videos',
  },
  S3_REGION: { wanted: 'Must be a region: small letters, digits and dashes', example: 'eu-central-1' },
  S3_ACCESS_KEY_ID: { wanted: 'Must be one word', example: 'AKIAIOSFODNN7EXAMPLE', secret: true },
  S3_SECRET_ACCESS_KEY: {
    wanted: 'Must be one word',
    example: 'the secret that was shown with the key id',
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
  METRICS_TOKEN: {
    wanted: 'Must be one word of 16 characters or more',
    example: 'the output of that command',
    secret: true,
    remedy: 'Make one with: openssl rand -hex 32.',
  },
  SECRET_KEY: {
    wanted: 'Must be 32 bytes, as base64 (44 characters) or hex (64 characters)',
    example: 'the output of that command',
    secret: true,
    remedy: 'Make one with: openssl rand -base64 32.',
  },
  SECRET_KEY_PREVIOUS: {
    wanted: 'Must be 32 bytes, as base64 (44 characters) or hex (64 characters)',
    example: 'the key that was SECRET_KEY before',
    secret: true,
    remedy: 'Give the key that was SECRET_KEY before, or take the variable out.',
  },
  LOG_LEVEL: { wanted: 'Must be trace, debug, info, warn, error, fatal or silent', example: 'info' },
};

/** Made by a chat, in ASCII. */
export const TOKENS: VariableName[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DISCORD_TOKEN',
];

export const VARIABLE_NAMES = Object.keys(HELP) as VariableName[];

function address(protocol: RegExp) {
  return z
    .string()
    .refine(
      (value) =>
        URL.canParse(value) &&
        protocol.test(new URL(value).protocol) &&
        WHOLE.test(value) &&
        canBeDecoded(new URL(value)),
    );
}

/** `https:/host`, `https:host` and `postgres:host` can be parsed too, as something else than is meant. */
const WHOLE = /^(?:https?:\/\/[^/\\]|(?!https?:)[a-z]+:\/\/)/i;

/** A "%" in a password that was not written as %25. */
function canBeDecoded({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** Behind the host, or as `?db=`. */
function isNumberedDatabase(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const { pathname, searchParams } = new URL(value);
  return /^\/?\d*$/.test(pathname) && /^\d*$/.test(searchParams.get('db') ?? '');
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function key() {
  const form = /^([0-9a-f]{64}|[\w+/-]{43}=?)$/i;
  return z.string().regex(form).transform(keyBytes).optional();
}

function keyBytes(key: string): Uint8Array {
  return Buffer.from(key, key.length === 64 ? 'hex' : 'base64');
}
