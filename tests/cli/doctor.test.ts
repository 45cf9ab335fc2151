import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { LocalSlack } from '@bellwether/local-slack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botScopes } from '../../src/chat/slack/manifest.ts';
import { needsIn } from '../../src/cli/needs.ts';
import { SERVER, WORKSPACE } from './places.ts';
import { here, spawned } from './shell.ts';

let folder: string;
let slack: LocalSlack;
let poorSlack: LocalSlack;
let freeSlack: LocalSlack;
let discord: LocalDiscord;
let hook: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-'));
  const needed = botScopes(await needsIn('slack'));
  slack = new LocalSlack({
    clock: Date,
    workspace: { ...WORKSPACE, app: { ...WORKSPACE.app, scopes: needed } },
  });
  const scopes = needed.filter((scope) => scope !== 'files:write');
  poorSlack = new LocalSlack({ clock: Date, workspace: { ...WORKSPACE, app: { ...WORKSPACE.app, scopes } } });
  const free = { ...WORKSPACE, withoutUserGroups: 'plan_upgrade_required' as const };
  freeSlack = new LocalSlack({ clock: Date, workspace: free });
  // How Discord slows a bot down has tests of its own.
  discord = createLocalDiscord({ ...SERVER, rateLimits: 'off' });
  hook = createHttpServer((request, response) => {
    response.statusCode = request.url === '/right' ? 204 : 403;
    request.resume().on('end', () => response.end());
  });
  hook.listen(0, '127.0.0.1');
  await Promise.all([
    slack.start(),
    poorSlack.start(),
    freeSlack.start(),
    discord.start(),
    once(hook, 'listening'),
  ]);
});

afterAll(async () => {
  await Promise.all([
    slack.stop(),
    poorSlack.stop(),
    freeSlack.stop(),
    discord.stop(),
    hook.close(),
    rm(folder, { recursive: true }),
  ]);
});

describe('bellwether doctor', () => {
  it('is content with a first start, where nothing is set up', async () => {
    const { code, output } = await spawned(['doctor'], { DATA_DIR: join(folder, 'data') }, folder);
    expect(output).toContain('- Slack: off, since SLACK_BOT_TOKEN is not set.');
    expect(output).toContain('✓ Database: embedded');
    expect([code, marks(output)['✗']]).toEqual([0, undefined]);
  });

  it('finds everything right where it is', async () => {
    const { code, output } = await doctor('right', RIGHT());
    expect(output).toContain('✓ Slack: all scopes are there.');
    expect(output).toContain('✓ Slack: Socket Mode opens with the app token.');
    expect(output).toContain('✓ Slack: the review channel C1 can be read.');
    expect(output).toContain('✓ Discord: the bot is on the server Acme people.');
    expect(output).toContain('✓ Discord: the bot may do what it must in #review.');
    expect(output).toMatch(/✓ hook: known as /);
    expect([code, marks(output)['✗']]).toEqual([0, undefined]);
  });

  it('says which scope is missing, and what to do', async () => {
    const { code, output } = await doctor('scope', { ...RIGHT(), SLACK_API_URL: poorSlack.apiUrl });
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ Slack: scope `files:write` is missing. Add it under OAuth & Permissions, reinstall, then run this again.',
    );
  });

  it("says what the free plan means, and what to do about roles by Slack's user groups", async () => {
    const free = { ...RIGHT(), SLACK_API_URL: freeSlack.apiUrl };
    const calm = await doctor('free', free);
    expect(calm.output).toContain(
      "- Slack: this workspace's plan has no user groups (plan_upgrade_required). Roles come from `people` in the team file.",
    );
    expect(calm.code).toBe(0);
    const { code, output } = await doctor('groups', free, `${TEAM}${ROLES}`);
    expect(code).toBe(1);
    expect(output).toContain(
      "✗ Slack: this workspace's plan has no user groups (plan_upgrade_required). `roles` in the team file names S1, and nobody is in them: give these roles under `people`.",
    );
  });

  it('says which user group is not there', async () => {
    const { code, output } = await doctor('unknown-group', RIGHT(), `${TEAM}${ROLES}`);
    expect(code).toBe(1);
    expect(output).toContain('✗ Slack: there is no user group S1. Copy its id');
  });

  it('says that the user groups cannot be read now', async () => {
    slack.faults.next('usergroups.list', { status: 503 });
    const { code, output } = await doctor('groups-down', RIGHT());
    expect(code).toBe(1);
    expect(output).toMatch(/✗ Slack: the user groups cannot be read now \(.*503.*\)\. Run this again/);
  });

  it('says which token does not work, and shows none', async () => {
    const wrongTokens = { SLACK_BOT_TOKEN: 'xoxb-secret-1', DISCORD_TOKEN: 'secret-2' };
    const { code, output, errors } = await doctor('tokens', { ...RIGHT(), ...wrongTokens });
    expect(code).toBe(1);
    expect(output).toMatch(
      /✗ Slack: the bot token does not work \(invalid_auth\)\. Copy the Bot User OAuth Token/,
    );
    expect(output).toMatch(/✗ Discord: the token does not work \(.*\)\. Copy it from Bot/);
    expect(output + errors).not.toContain('secret-');
  });

  it('says that the app token does not work', async () => {
    const { output } = await doctor('app', { ...RIGHT(), SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(output).toMatch(/✗ Slack: the app token does not work \(invalid_auth\)\. Make an app-level token/);
  });

  it('says which targets take no posts, and what to do', async () => {
    const discordAt = (channel: string) => [
      'network: discord-channel',
      `token: $\{DISCORD_TOKEN}`,
      `channel: "${channel}"`,
      `api_url: ${discord.apiUrl}`,
    ];
    const slackAt = (channel: string) => [
      'network: slack-channel',
      `token: $\{SLACK_BOT_TOKEN}`,
      `channel: ${channel}`,
      `api_url: ${slack.apiUrl}`,
    ];
    const target = (name: string, lines: string[]) =>
      [`  ${name}:`, ...lines.map((line) => `    ${line}`), ''].join('\n');
    const team = [
      TEAM,
      target('ideas', discordAt(FORUM)),
      target('narrow', discordAt(NARROW)),
      target('old', slackAt('C300')),
      target('others', slackAt('C200')),
    ].join('');
    const { code, output } = await doctor('unfit', RIGHT(), team);
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ ideas: Discord: the channel is a forum, where each post is a thread with a name. Name a text',
    );
    expect(output).toContain('✗ narrow: Discord: the bot lacks Attach Files in the channel. Give it');
    expect(output).toContain('✗ old: Slack: the channel is archived (is_archived). Unarchive the channel');
    expect(output).toContain(
      '✗ others: Slack: the bot is not in the channel (not_in_channel). Invite the bot',
    );
  });

  it('says in which channel the bot is not, and what it may not do there', async () => {
    const team = TEAM.replace('C1', 'C2').replace(CHANNEL, NARROW);
    const { code, output } = await doctor('channels', RIGHT(), team);
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ Slack: the review channel C2 cannot be read (not_in_channel). Invite the bot there',
    );
    expect(output).toContain('✗ Discord: the permission Embed Links is missing in #narrow.');
    expect(output).toContain('✗ Discord: the permission Attach Files is missing in #narrow.');
  });

  it('says what a network answers to an account', async () => {
    const { code, output } = await doctor('account', { ...RIGHT(), HOOK: address(hook, '/wrong') });
    expect(code).toBe(1);
    expect(output).toMatch(/✗ hook: .+/);
  });

  it('tells every fault of the environment, without a stack', async () => {
    const { code, output, errors } = await here(['doctor'], { PORT: 'x', LOG_LEVEL: 'y' });
    expect(code).toBe(1);
    expect(output).toContain('✗ The environment: PORT: Must be a number from 0');
    expect(output).toContain('✗ The environment: LOG_LEVEL: Must be');
    expect(errors).toBe('');
  });

  it('tells every fault of the team file with its line, and goes on', async () => {
    const { code, output } = await doctor(
      'team',
      RIGHT(),
      TEAM.replace('UTC', 'Nowhere').replace('secret:', 'secrt:'),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/✗ team\.yaml: line 2, time_zone: .*"Nowhere"/);
    expect(output).toMatch(/✗ team\.yaml: line 9, targets\.hook\.secrt: .*Did you mean secret\?/);
    expect(output).toContain('✓ Slack: all scopes are there.');
  });

  it('says that nothing answers at the database and at Redis, and keeps their passwords to itself', async () => {
    const { code, output, errors } = await here(['doctor'], {
      DATABASE_URL: 'postgres://u:hidden-one@127.0.0.1:1/x',
      SECRET_KEY: Buffer.alloc(32).toString('base64'),
      REDIS_URL: 'redis://:hidden-two@127.0.0.1:1',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/✗ Database: no connection \(.*ECONNREFUSED.*\)\. Check that PostgreSQL runs/);
    expect(output).toMatch(/✗ Redis: no connection \(.*ECONNREFUSED.*\)\. Check that Redis runs/);
    expect(output + errors).not.toContain('hidden');
  });

  it('takes no arguments', async () => {
    expect((await here(['doctor', 'now'])).code).toBe(2);
  });
});

const CHANNEL = '100000000000000200';
const NARROW = '100000000000000201';
const FORUM = '100000000000000202';

const TEAM = `name: Acme
time_zone: UTC
channels:
  review: { slack: C1, discord: "${CHANNEL}" }
targets:
  hook:
    network: webhook
    url: $\{HOOK}
    secret: $\{HOOK_SECRET}
`;

const ROLES = 'roles: { approver: { slack: [S1] } }\n';

function RIGHT(): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: 'xoxb-right',
    SLACK_APP_TOKEN: 'xapp-right',
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: 'right.token',
    DISCORD_API_URL: discord.apiUrl,
    HOOK: address(hook, '/right'),
    HOOK_SECRET: 'sixteen or more characters',
  };
}

/** Runs in a folder of its own, which holds the team file. */
async function doctor(name: string, environment: Record<string, string>, team: string = TEAM) {
  const own = await mkdtemp(join(folder, `${name}-`));
  await writeFile(join(own, 'team.yaml'), team);
  return here(['doctor'], { ...environment, TEAM_FILE: join(own, 'team.yaml') });
}

function marks(output: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of output.trimEnd().split('\n')) found[line.charAt(0)] = (found[line.charAt(0)] ?? 0) + 1;
  return found;
}

function address(server: Server, path: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}
