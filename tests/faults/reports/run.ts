/** One run: weeks go by, and processes that report them to a local Slack and a local Discord are killed, one after another. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { type Period, weekAt } from '../../../src/reports/period.ts';
import { periodWords } from '../../../src/reports/words.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import * as people from '../../../src/store/people.ts';
import { addSent } from '../../app/sent-posts.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import { liveOnce } from '../lives.ts';
import { randomOf, seedOf } from '../random.ts';
import { Chats } from './chats.ts';
import type { Evidence } from './judge.ts';
import type { Known, Life } from './life.ts';
import { planOf, type Week } from './plan.ts';

export interface Played {
  evidence: Evidence;
  /** Lives that were ended by a kill. */
  kills: number;
  /** Of the longest life. */
  steps: number;
}

/** Throws where a process fails, or never comes to an end. */
export async function play(program: string, seed: number, index: number): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-reports-'));
  // Tuesday at noon.
  const clock = new MovableClock();
  clock.moveTo(weekAt(clock.now(), 'UTC').until + 36 * HOUR);
  const chats = new Chats(clock);
  try {
    await chats.start();
    await prepareEmbedded(join(folder, 'data'));
    await writeFile(join(folder, 'team.yaml'), chats.team());
    const run = new Run(program, folder, clock, chats);
    return await run.play(planOf(randomOf(seedOf(seed, index))));
  } finally {
    await chats.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

class Run {
  private kills = 0;
  private steps = 0;
  private readonly program: string;
  private readonly folder: string;
  private readonly clock: MovableClock;
  private readonly chats: Chats;

  constructor(program: string, folder: string, clock: MovableClock, chats: Chats) {
    this.program = program;
    this.folder = folder;
    this.clock = clock;
    this.chats = chats;
  }

  async play(plan: Week[]): Promise<Played> {
    // A chart needs two weeks.
    const now = this.clock.now();
    await this.goOut([now - 14 * 24 * HOUR, now - 7 * 24 * HOUR]);
    // It sets the alarms for the Monday that comes.
    let known = await this.lives([]);
    const weeks: Evidence['weeks'] = [];
    for (const week of plan) {
      const period = weekAt(this.clock.now(), 'UTC');
      known = await this.report(period, week);
      weeks.push({ name: period.name, words: periodWords(period), posts: week.posts });
    }
    const evidence = { ...known, weeks, places: this.chats.places() };
    return { evidence, kills: this.kills, steps: this.steps };
  }

  private async report(period: Period, { posts, late, kills, lost }: Week): Promise<Known> {
    const noon = period.from + 60 * HOUR;
    await this.goOut(Array.from({ length: posts }, (_, index) => noon + index * HOUR));
    this.clock.moveTo(period.until + 9 * HOUR + late);
    this.chats.lose(lost);
    return this.lives(kills);
  }

  /** Posts, at these instants (epoch ms). */
  private async goOut(instants: number[]): Promise<void> {
    const { database, close } = await openDatabase({
      dataDir: join(this.folder, 'data'),
      log: createLog('silent'),
    });
    const author = await people.enrol(database, { slack: 'U0ADA' }, { name: 'Ada' });
    for (const at of instants) await addSent(database, author, { at });
    await close();
  }

  /** One after another, until one is not killed. */
  private async lives(kills: number[]): Promise<Known> {
    for (const killAt of [...kills, 0]) {
      // Whoever comes next comes later.
      this.clock.moveTo(this.clock.now() + 20 * 60_000);
      const life: Life = {
        environment: { ...this.chats.environment(), ...this.environment() },
        offset: this.clock.now() - Date.now(),
        killAt,
      };
      const known = await liveOnce<Known & { steps: number }>(this.program, life);
      if (!known) this.kills += 1;
      else {
        this.steps = Math.max(this.steps, known.steps);
        return known;
      }
    }
    throw new Error('A process that nobody kills was killed.');
  }

  private environment(): Record<string, string> {
    return {
      ...{ PORT: '0', LOG_LEVEL: 'error' },
      ...{ DATA_DIR: join(this.folder, 'data'), TEAM_FILE: join(this.folder, 'team.yaml') },
    };
  }
}

/** ms */
const HOUR = 3_600_000;
