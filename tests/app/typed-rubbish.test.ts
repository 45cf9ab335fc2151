/** Whatever somebody types into a command is done, or told to be wrong in words: nothing that is typed is unforeseen. */
import { expect, it } from 'vitest';
import { command as crisisAck } from '../../commands/crisis-ack.ts';
import { command as crisisOpen } from '../../commands/crisis-open.ts';
import { command as crisisResolve } from '../../commands/crisis-resolve.ts';
import { command as crisisUpdate } from '../../commands/crisis-update.ts';
import { command as inbox } from '../../commands/inbox.ts';
import { command as modBacktest } from '../../commands/mod-backtest.ts';
import { command as modBan } from '../../commands/mod-ban.ts';
import { command as modCase } from '../../commands/mod-case.ts';
import { command as modCases } from '../../commands/mod-cases.ts';
import { command as modKick } from '../../commands/mod-kick.ts';
import { command as modLift } from '../../commands/mod-lift.ts';
import { command as modTimeout } from '../../commands/mod-timeout.ts';
import { command as modWarn } from '../../commands/mod-warn.ts';
import { command as report } from '../../commands/report.ts';
import type { App } from '../../src/app/app.ts';
import { idle } from '../../src/app/moderation/acting.ts';
import type { Command } from '../../src/chat/command.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { openDesk } from './moderation-desk.ts';

const desk = openDesk();

/** By what an option asks for: a name of somebody or something, a number, a length, or words. */
const RUBBISH = [
  ...['', ' ', '-1', '1e9', '1.5', '#', '١', 'NaN', '__proto__', 'constructor', '\n'],
  ...['999999999999999', '99999999999999999999', 'storm-999999999999999', '0m', '999999w', '٣d', '91'],
  ...['a\0b', '\ud800', '\u202e', '\u200b', '🔥'.repeat(80), 'x'.repeat(4_000), "'; drop table cases; --"],
  ...['discord:', 'discord:999999999999999999999999999999', 'nochat:123', 'slack:U0NOBODY', '@everyone'],
];

const USUAL: Record<string, string> = {
  who: 'discord:2',
  id: '1',
  title: 'It burns',
  text: 'It still burns',
  rule: 'rude',
};

it.each(
  [
    ...[crisisAck, crisisOpen, crisisResolve, crisisUpdate, inbox, report],
    ...[modBacktest, modBan, modCase, modCases, modKick, modLift, modTimeout, modWarn],
  ].map((command) => [command.name, command as Command<App>] as const),
)('/%s', async (_, command) => {
  const { rig } = desk;
  desk.arrive('2');
  await rig.say('2', 'rude');
  const usual = Object.fromEntries(
    Object.keys(command.options).flatMap((name) => (USUAL[name] ? [[name, USUAL[name]]] : [])),
  );
  const unforeseen: string[] = [];
  for (const option of Object.keys(command.options)) {
    for (const typed of RUBBISH) {
      const values = { ...usual, [option]: typed };
      // Two moderators at once are told of each other: a minute later it is done again.
      rig.clock.moveTo(rig.clock.now() + 61_000);
      try {
        await command.run({ ...desk.actor(), channel: '99', values } as never, rig.app);
      } catch (error) {
        if (!(error instanceof Refusal)) unforeseen.push(`${option}: ${JSON.stringify(typed)}: ${error}`);
      }
    }
  }
  await idle(rig.app);
  expect(unforeseen).toEqual([]);
});
