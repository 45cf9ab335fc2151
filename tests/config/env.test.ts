import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { VARIABLE_NAMES } from '../../config/env/variables.ts';
import { readEnvironment } from '../../config/env.ts';
import { ConfigurationFault } from '../../config/fault.ts';

describe('the environment', () => {
  it('has defaults for everything, so that nothing need be set', () => {
    expect(readEnvironment({})).toEqual({
      dataDir: './data',
      teamFile: './team.yaml',
      host: '127.0.0.1',
      port: 3210,
      logLevel: 'info',
      source: {},
    });
  });

  it('is read typed and frozen, with secrets decoded', () => {
    const read = readEnvironment(RIGHT);
    expect(read.slack).toEqual({
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      signingSecret: undefined,
      apiUrl: 'http://127.0.0.1:1/api/',
    });
    expect(read.discord).toEqual({ token: 'd.1', apiUrl: 'http://127.0.0.1:2/api' });
    expect(read.secretKey).toHaveLength(32);
    expect(read.port).toBe(0);
    expect(read.baseUrl).toBe('https://bellwether.example.org');
    expect(Object.isFrozen(read) && Object.isFrozen(read.slack) && Object.isFrozen(read.source)).toBe(true);
  });

  it.each([
    ['DISCORD_TOKEN', '“d.1”', /DISCORD_TOKEN: It begins or ends with a quote \(“ ”\)/],
    ['SLACK_SIGNING_SECRET', "'abc'", /SLACK_SIGNING_SECRET: It begins or ends with a quote/],
    ['SLACK_BOT_TOKEN', '"xoxb-1"', /SLACK_BOT_TOKEN: It begins or ends with a quote .* Take the quotes out/],
    ['DISCORD_TOKEN', 'd.\u200B1', /DISCORD_TOKEN: It holds a character that is not shown \(U\+200B\)/],
    ['DISCORD_TOKEN', 'd.1—c', /DISCORD_TOKEN: It holds a character that no token has \(U\+2014\)/],
    ['SLACK_BOT_TOKEN', 'xoxb-1…', /SLACK_BOT_TOKEN: It holds a character that no token has \(U\+2026\)/],
    ['SLACK_APP_TOKEN', 'xapp-а', /SLACK_APP_TOKEN: It holds a character that no token has \(U\+0430\)/],
    ['SLACK_SIGNING_SECRET', '´abc´', /SLACK_SIGNING_SECRET: It begins or ends with a quote \(´\)/],
    ['DISCORD_TOKEN', '＂d.1＂', /DISCORD_TOKEN: It begins or ends with a quote \(＂\)/],
    ['SLACK_BOT_TOKEN', 'xoxb-1-\nd.1', /SLACK_BOT_TOKEN: It holds a blank or a line break\. Copy it anew/],
    ['SLACK_APP_TOKEN', 'xapp-1 d.1', /SLACK_APP_TOKEN: It holds a blank or a line break/],
    ['DISCORD_TOKEN', 'abc.\r\ndef', /DISCORD_TOKEN: It holds a blank or a line break/],
    ['DATA_DIR', '«./data»', /DATA_DIR: It begins or ends with a quote/],
  ])('tells what came along as %s was copied, and not the value', (name, value, told) => {
    const lines = faultOf({ ...RIGHT, [name]: value }).lines();
    expect(lines.filter((line) => line.includes(`${name}:`))).toEqual([expect.stringMatching(told)]);
    expect(lines.join()).not.toContain('d.1');
  });

  it.each([
    ['?sslmode=verify_full', 'Its sslmode "verify_full" is none; there are disable, allow,'],
    ['?sslmode=', 'Its sslmode "" is none'],
    ['?ssl_mode=verify-full', '"ssl_mode" in it is nothing that is read. TLS is asked for by sslmode.'],
    ['?SSLMODE=verify-full', '"SSLMODE" in it is nothing that is read.'],
    ['?tls=true', '"tls" in it is nothing that is read.'],
  ])('refuses %s in the address of the database, which would go out in plain text', (words, told) => {
    const line = faultOf({ ...RIGHT, DATABASE_URL: `postgres://u:secret@db/x${words}` })
      .lines()
      .join();
    expect(line).toContain(`DATABASE_URL: ${told}`);
    expect(line).not.toContain('secret');
  });

  it.each([
    '',
    '?sslmode=verify-full&sslrootcert=/a.pem',
    '?sslmode=disable',
    '?sslmode=allow',
    '?sslmode=verify-full&sslcrl=/a.crl&sslpassword=x&sslsni=1&ssl_min_protocol_version=TLSv1.3',
    '?ssl=true&application_name=x',
  ])('takes an address of the database with %j', (words) => {
    const address = `postgres://u:p@db/x${words}`;
    expect(readEnvironment({ ...RIGHT, DATABASE_URL: address }).databaseUrl).toBe(address);
  });

  it.each([
    ['DATA_DIR', '$HOME/data', 'A shell alone fills in a variable'],
    ['TEAM_FILE', `/srv/\${TEAM}/team.yaml`, 'A shell alone fills in a variable'],
    ['DATA_DIR', './data # the big disk', 'What stands behind # is no comment here'],
    ['DATABASE_URL', 'postgres://u:secret@db/x # production', 'What stands behind # is no comment here'],
  ])('tells of what a file of variables does not read: %s=%s', (name, value, told) => {
    const lines = faultOf({ ...RIGHT, [name]: value }).lines();
    expect(lines.filter((line) => line.includes(`${name}:`))).toEqual([expect.stringContaining(told)]);
    expect(lines.join()).not.toContain('secret');
  });

  it.each(['DATA_DIR', 'TEAM_FILE'])('tells that ~ in %s is no home folder here', (name) => {
    expect(
      faultOf({ ...RIGHT, [name]: '~/bellwether' })
        .lines()
        .join(),
    ).toContain(`${name}: A shell alone reads ~`);
  });

  it('tells one fault of a value once', () => {
    const lines = faultOf({ ...RIGHT, SLACK_BOT_TOKEN: 'Bearer 1' }).lines();
    expect(lines.filter((line) => line.includes('SLACK_BOT_TOKEN'))).toHaveLength(1);
  });

  it('takes blanks and line ends off the ends of a value', () => {
    expect(readEnvironment({ ...RIGHT, DISCORD_TOKEN: ' d.1 \n' }).discord?.token).toBe('d.1');
  });

  it('takes a password of the database with any character, beside its address', () => {
    for (const password of ['a/b%c@d:e#f', '100%', 'å é', '%2F']) {
      const read = readEnvironment({
        ...RIGHT,
        DATABASE_URL: 'postgres://u@db/x',
        DATABASE_PASSWORD: password,
      });
      expect(decodeURIComponent(new URL(read.databaseUrl ?? '').password)).toBe(password);
    }
  });

  it('takes the password of the database beside a socket too', () => {
    const address = 'postgres:///x?host=/var/run/postgresql&user=u';
    for (const password of ['secret', 'a/b%c@d:e#f&g=h+i j', 'å é', '%2F']) {
      const { databaseUrl } = readEnvironment({
        ...RIGHT,
        DATABASE_URL: address,
        DATABASE_PASSWORD: password,
      });
      const { host, user, database, password: given } = new pg.Client(databaseUrl);
      expect([host, user, database, given]).toEqual(['/var/run/postgresql', 'u', 'x', password]);
    }
  });

  it.each(['postgres://u:a/b@db/x', 'postgres://u:100%@db/x', 'postgres://u:a#b@db/x'])(
    'tells of %s where the password belongs',
    (url) => {
      const lines = faultOf({ ...RIGHT, DATABASE_URL: url })
        .lines()
        .join('\n');
      expect(lines).toMatch(
        /DATABASE_URL: Must be a postgres:\/\/ address.*goes into DATABASE_PASSWORD as it is/,
      );
    },
  );

  it('keeps videos in a bucket when one is named with its key, at AWS unless told otherwise', () => {
    const key = { S3_BUCKET: 'videos', S3_ACCESS_KEY_ID: 'AKIA', S3_SECRET_ACCESS_KEY: 'shh' };
    const read = { bucket: 'videos', accessKeyId: 'AKIA', secretAccessKey: 'shh' };
    const aws = { region: 'us-east-1', endpoint: 'https://s3.us-east-1.amazonaws.com' };
    expect(readEnvironment(key).s3).toEqual({ ...read, ...aws });
    const own = { S3_REGION: 'auto', S3_ENDPOINT: 'https://minio.example.org:9000/' };
    expect(readEnvironment({ ...key, ...own }).s3).toEqual({
      ...{ ...read, region: 'auto', endpoint: 'https://minio.example.org:9000' },
    });
    expect(faultOf({ S3_REGION: 'auto', S3_BUCKET: 'videos' }).faults.map(({ field }) => field)).toEqual([
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
    ]);
    expect(faultOf({ S3_ENDPOINT: 'https://x.test' }).lines().join()).toContain('S3_ENDPOINT needs it');
  });

  it.each(['https://x.test/path', 'https://key:secret@x.test', 'x.test', 'ftp://x.test', 'https://x.test?a'])(
    'refuses %s as the address of a bucket, and does not show it',
    (address) => {
      const lines = faultOf({ ...RIGHT, S3_ENDPOINT: address })
        .lines()
        .join();
      expect(lines).toContain('S3_ENDPOINT: Must be an http or https address without a path');
      expect(lines).not.toContain(address);
    },
  );

  it('tells which part of NO_PROXY names nothing', () => {
    const lines = faultOf({ ...RIGHT, NO_PROXY: 'a.test,localhost;foo.bar,10.0.0.0/8' }).lines();
    expect(lines.join()).toContain('NO_PROXY: "localhost;foo.bar" is no host, no domain');
  });

  it.each(['redis://h', 'redis://h/', 'redis://h:1/15', 'rediss://:p@h/2?family=6', 'redis://h?db=3'])(
    'takes %s, with or without the number of a database',
    (url) => {
      expect(readEnvironment({ REDIS_URL: url }).redisUrl).toBe(url);
    },
  );

  it.each([
    ['DATABASE_URL', 'postgres:db/x'],
    ['DATABASE_URL', 'postgres:/u:secret@db/x'],
    ['REDIS_URL', 'redis:/h'],
    ['BASE_URL', 'https:/bellwether.example.org'],
    ['BASE_URL', 'https:bellwether.example.org'],
    ['BASE_URL', 'https:///bellwether.example.org'],
    ['BASE_URL', 'https:\\\\bellwether.example.org'],
    ['HTTPS_PROXY', 'http:proxy:3128'],
    ['SLACK_API_URL', 'https:/slack.com/api/'],
    ['HOST', '0.0.0.0:3210'],
    ['HOST', 'localhost:'],
  ])('refuses in %s what would be read as something else: %s', (name, value) => {
    const lines = faultOf({ ...RIGHT, [name]: value }).lines();
    expect(lines.join()).toContain(`${name}: Must be a`);
    expect(lines.join()).not.toContain('secret');
  });

  it.each(['::', '::1', '0.0.0.0', 'localhost'])('listens on %s', (host) => {
    expect(readEnvironment({ ...RIGHT, HOST: host }).host).toBe(host);
  });

  it('counts an empty variable as not set', () => {
    expect(readEnvironment({ SLACK_BOT_TOKEN: '', PORT: ' ', DISCORD_TOKEN: '' }).port).toBe(3210);
  });

  it('takes the secret key as hex and as base64', () => {
    const bytes = Buffer.alloc(32, 7);
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      const read = readEnvironment({ SECRET_KEY: bytes.toString(form) });
      expect(Buffer.from(read.secretKey ?? []).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'Must begin with xoxb-'],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' }, 'Must begin with xapp-'],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'so is SLACK_SIGNING_SECRET'],
    ['SLACK_BOT_TOKEN', { SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN does nothing without it'],
    ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 'abc' }, 'SLACK_SIGNING_SECRET does nothing without it'],
    ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a b' }, 'Must be one word'],
    ['SLACK_API_URL', { SLACK_API_URL: 'slack.com/api' }, 'Must be an http or https address'],
    ['DISCORD_TOKEN', { DISCORD_TOKEN: 'Bot abc' }, 'without "Bot" before it'],
    ['DISCORD_API_URL', { DISCORD_API_URL: 'ws://discord' }, 'Must be an http or https address'],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://a/b', SECRET_KEY: KEY() }, 'Must be a postgres:// address'],
    ['SECRET_KEY', { DATABASE_URL: 'postgres://a/b' }, 'every process needs the same key'],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }, 'Must be a redis:// or rediss:// address'],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost/x' }, 'at most the number of a database'],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost/0/1' }, 'at most the number of a database'],
    ['REDIS_URL', { REDIS_URL: 'rediss://localhost?db=x' }, 'at most the number of a database'],
    ['HOST', { HOST: 'http://x' }, 'Must be a host name or an IP address; found "http://x"'],
    ['PORT', { PORT: '65536' }, 'from 0 (any free port) to 65535; found "65536"'],
    ['PORT', { PORT: '-1' }, 'found "-1"'],
    ['PORT', { PORT: '80a' }, 'found "80a"'],
    ['BASE_URL', { BASE_URL: 'example.org' }, 'Must be an http or https address'],
    ['BASE_URL', { BASE_URL: 'https://example.org/?a' }, 'without ? or #'],
    ['SECRET_KEY', { SECRET_KEY: 'c2hvcnQ=' }, 'Must be 32 bytes'],
    [
      'LOG_LEVEL',
      { LOG_LEVEL: 'verbose' },
      'Must be trace, debug, info, warn, error, fatal or silent; found "verbose"',
    ],
  ])('tells what is wrong with %s (%j), once, with a remedy', (name, source, reason) => {
    const fault = faultOf(source);
    expect(fault.faults).toHaveLength(1);
    expect(fault.faults[0]).toMatchObject({ field: name, message: expect.stringContaining(reason) });
    expect(fault.faults[0]?.remedy).toMatch(
      name === 'SECRET_KEY' ? /openssl rand -base64 32/ : `Example: ${name}=`,
    );
  });

  it('tells all faults at once', () => {
    const fault = faultOf({ PORT: 'x', LOG_LEVEL: 'y', DATABASE_URL: 'z', SLACK_BOT_TOKEN: 'nope' });
    expect(fault.faults.map(({ field }) => field).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'SECRET_KEY',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ]);
    expect(fault.lines()[0]).toBe('The environment has 6 faults:');
    expect(fault.lines().join('\n')).not.toMatch(/\.ts:\d/);
  });

  it('never shows the value of a secret, whatever it is', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 90 })
      .filter((value) => value.trim().length >= 6 && !SAID.includes(value.trim()));
    const source = fc.record(Object.fromEntries(SECRETS.map((name) => [name, secret])), { requiredKeys: [] });
    fc.assert(
      fc.property(source, (values) => {
        const text = textOf({ ...values, PORT: 'wrong' });
        for (const value of Object.values(values)) expect(text).not.toContain(value?.trim());
      }),
    );
  });

  it('does not show a token that was put into the wrong variable', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VARIABLE_NAMES),
        fc.stringMatching(/^xoxb-[a-z0-9]{12,40}$/),
        (name, token) => {
          expect(textOf({ [name]: token, LOG_LEVEL: 'wrong' })).not.toContain(token);
        },
      ),
    );
  });
});

const SECRETS = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DISCORD_TOKEN',
  'DATABASE_URL',
  'REDIS_URL',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'SECRET_KEY',
];

/** What the messages say anyway cannot give anything away. */
const SAID = textOf(Object.fromEntries([...VARIABLE_NAMES.map((name) => [name, 'a b\u0000'])]));

const RIGHT = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
  DISCORD_TOKEN: ' d.1 ',
  DISCORD_API_URL: 'http://127.0.0.1:2/api/',
  DATABASE_URL: 'postgresql://a:b@c/d',
  REDIS_URL: 'rediss://:p@c:6379',
  SECRET_KEY: KEY(),
  BASE_URL: 'https://bellwether.example.org/',
  PORT: '0',
};

function KEY(): string {
  return Buffer.alloc(32, 1).toString('base64');
}

function faultOf(source: Record<string, string | undefined>): ConfigurationFault {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error;
  }
  throw new Error('No fault was found.');
}

function textOf(source: Record<string, string | undefined>): string {
  try {
    readEnvironment(source);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    return [...error.lines(), error.message, JSON.stringify(error.faults)].join('\n');
  }
}
