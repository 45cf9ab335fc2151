/** One life of a listening process: the real app, which kills itself at one of its steps. Exits with 0 when all is said. */
import { readEnvironment } from '../../../config/env.ts';
import type { App } from '../../../src/app/app.ts';
import { readSources } from '../../../src/app/listening/reading.ts';
import { sweep } from '../../../src/app/sweeping.ts';
import { openApp } from '../../../src/assembly/app.ts';
import { Closing } from '../../../src/assembly/closing.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import * as outbox from '../../../src/store/outbox.ts';
import { countSteps } from '../app-steps.ts';
import type { Known, Life } from './life.ts';

const life = JSON.parse(process.argv[2] ?? '') as Life;

async function live(): Promise<void> {
  const log = createLog('error', { write: (line) => process.stderr.write(line) });
  const clock = new MovableClock(life.offset);
  const environment = readEnvironment(life.environment);
  const { app } = await openApp({ environment, clock, log, closing: new Closing(log) });
  countSteps(app, life.killAt);
  for (let round = 0; round < ROUNDS; round += 1) {
    await readSources(app);
    await sweep(app);
    await app.sender.sendDue();
    await app.sender.idle();
    clock.moveTo(clock.now() + STRIDE);
    if (round > 1 && !(await outbox.isAnyWaiting(app.database))) break;
  }
  process.stdout.write(`${JSON.stringify(await known(app))}\n`);
  process.exit(0);
}

async function known({ database }: App): Promise<Known> {
  const read = async <Row extends object>(query: string) =>
    (await database.execute(query)).rows as unknown as Row[];
  const [slots] = await read<{ counted: number }>(
    `select coalesce(sum(count), 0)::int as counted from mention_slots where topic = ''`,
  );
  return {
    items: (await read<{ item: string }>('select item from mentions order by id')).map(({ item }) => item),
    conversations: await read(
      `select id::float8 as id, storm_id::float8 as "stormId", audience in ('direct', 'followers') as "isPrivate" from conversations order by id`,
    ),
    storms: (await read<{ id: number }>('select id::float8 as id from storms')).map(({ id }) => id),
    counted: slots?.counted ?? 0,
    isQuiet: !(await outbox.isAnyWaiting(database)),
  };
}

const ROUNDS = 20;
/** ms: the next reading is due. */
const STRIDE = 61_000;

void live().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
