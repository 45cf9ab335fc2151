/** One run: people write on a local Mastodon, and processes that read them are killed, one after another, until all is said. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { MovableClock } from '../../../src/kit/clock.ts';
import { TestMastodon } from '../../networks/servers/mastodon.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import { liveOnce } from '../lives.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Evidence } from './judge.ts';
import type { Known, Life } from './life.ts';
import { type Phase, planOf } from './plan.ts';

const GUILD = '410000000000000001';
const INBOX = '210000000000000001';
const PRIVATE = '210000000000000002';
const RESPONDER = '110000000000000001';
const TOKEN = 'local.discord.token';

const teamFor = ({ url }: TestMastodon['account']) => `
name: Acme
time_zone: UTC
channels:
  review: { discord: "${INBOX}" }
  inbox: { discord: "${INBOX}" }
  inbox-private: { discord: "${PRIVATE}" }
servers: { discord: "${GUILD}" }
targets:
  mast: { network: mastodon, url: "${url}", access_token: "\${MASTODON_TOKEN}" }
listening:
  private_route: inbox-private
  sources:
    mast: { account: mast }
  topics:
    delivery: { words: [parcel] }
`;

export interface Played {
  evidence: Evidence;
  /** Lives that were ended by a kill. */
  kills: number;
}

/** Throws where a process fails, or never comes to an end. */
export async function play(program: string, seed: number, index: number): Promise<Played> {
  const clock = new MovableClock();
  const discord = newDiscord(clock);
  const mastodon = new TestMastodon();
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-listening-'));
  try {
    await Promise.all([discord.start(), mastodon.start()]);
    await prepareEmbedded(join(folder, 'data'));
    await writeFile(join(folder, 'team.yaml'), teamFor(mastodon.account));
    const environment = {
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, PORT: '0' },
      ...{ MASTODON_TOKEN: mastodon.account.access_token, LOG_LEVEL: 'error' },
      ...{ DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') },
    };
    const run = new Run(program, environment, discord, mastodon);
    // What was there before the first reading is nothing new.
    let known = await run.lives([]);
    for (const phase of planOf(randomOf(seedOf(seed, index)))) known = await run.play(phase);
    return { evidence: { ...known, written: run.written, cards: run.cards() }, kills: run.kills };
  } finally {
    await Promise.all([discord.stop(), mastodon.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

class Run {
  readonly written: string[] = [];
  kills = 0;
  private offset = 0;
  private readonly program: string;
  private readonly environment: Record<string, string>;
  private readonly discord: LocalDiscord;
  private readonly mastodon: TestMastodon;

  constructor(
    program: string,
    environment: Record<string, string>,
    discord: LocalDiscord,
    mastodon: TestMastodon,
  ) {
    this.program = program;
    this.environment = environment;
    this.discord = discord;
    this.mastodon = mastodon;
  }

  async play({ writings, kills, lost }: Phase): Promise<Known> {
    for (const { text, answers, visibility } of writings) {
      const inReplyTo = answers === undefined ? undefined : this.written[answers];
      const { id } = this.mastodon.others.write(`<p>${text}</p>`, { visibility, inReplyTo });
      this.written.push(id);
    }
    for (const loseAnswer of lost)
      this.discord.faults.next('POST /channels/{channel_id}/messages', { loseAnswer });
    return this.lives(kills);
  }

  /** One after another, until one is not killed. */
  async lives(kills: number[]): Promise<Known> {
    for (const killAt of [...kills, 0]) {
      // Whoever comes next comes later.
      this.offset += 20 * 61_000;
      const life: Life = { environment: this.environment, offset: this.offset, killAt };
      const known = await liveOnce<Known>(this.program, life);
      if (known) return known;
      this.kills += 1;
    }
    throw new Error('A process that nobody kills was killed.');
  }

  cards(): string[] {
    const messages = [INBOX, PRIVATE].flatMap((channel) => this.discord.as(RESPONDER).messages(channel));
    return messages.map((one) => /## ([^"\\]*)/.exec(JSON.stringify(one))?.[1] ?? '');
  }
}

function newDiscord(clock: MovableClock): LocalDiscord {
  return createLocalDiscord({
    ...{ clock, rateLimits: 'off' },
    guild: {
      ...{ id: GUILD, name: 'Acme', ownerId: '119999999999999999' },
      roles: [],
      members: [{ user: { id: RESPONDER, username: 'lea' } }],
      channels: [
        { id: INBOX, name: 'inbox' },
        { id: PRIVATE, name: 'private' },
      ],
    },
    application: { id: '310000000000000001', botUserId: '310000000000000002', token: TOKEN },
  });
}
