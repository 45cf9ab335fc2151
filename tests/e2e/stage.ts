/** The world that the tests of a file share, with its people at their seats. */
import { afterAll, afterEach, expect } from 'vitest';
import { verify } from '../../src/audit/chain.ts';
import * as audit from '../../src/store/audit.ts';
import { discordSeat, type Seat, slackSeat } from './seat.ts';
import { TEAM } from './town.ts';
import { createWorld, type World } from './world.ts';

export interface Stage {
  world: World;
  /** In Slack. */
  ada: Seat;
  ben: Seat;
  lea: Seat;
  gil: Seat;
  /** In Discord. */
  cara: Seat;
  dan: Seat;
}

/** What a test broke outside is mended after it. At the end of all the audit log must be whole. */
export async function openStage(team = TEAM): Promise<Stage> {
  const world = await createWorld({}, team);
  afterEach(async () => {
    await world.web.mend();
    world.slack.faults.clear();
    world.discord.faults.clear();
  });
  afterAll(async () => {
    const { database } = world.app();
    const end = await audit.head(database);
    expect((await verify(audit.all(database, end.sequence), end)).faults).toEqual([]);
    await world.close();
  });
  await world.open();
  return {
    world,
    ada: slackSeat(world, 'ada'),
    ben: slackSeat(world, 'ben'),
    lea: slackSeat(world, 'lea'),
    gil: slackSeat(world, 'gil'),
    cara: discordSeat(world, 'cara'),
    dan: discordSeat(world, 'dan'),
  };
}
