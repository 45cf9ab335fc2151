/** Strangers flood the community; rules act and say why, and a person puts right what a rule got wrong. */
import type { View } from '../api.ts';
import { focusSoon } from '../parts/focus.ts';
import { CUSTOMERS, channelId, TEAM, wordsIn } from './chats.ts';
import type { Stage, Story } from './story.ts';

export const story: Story = {
  name: 'spam-raid',
  order: 4,
  title: 'A raid of spam',
  doneSteps,
  steps: [
    {
      title: 'Strangers come',
      words: (
        <>
          Three new accounts join Discord and write in <b>#general</b>. What was done stands in{' '}
          <b>#moderators</b> of both chats.
        </>
      ),
      action: { label: 'Let them in', run: raid },
    },
    {
      title: 'Ask why',
      words: (
        <>
          As <b>Dana</b>, press <b>Why?</b> on a case: the rule, the words it found, what was looked at.
        </>
      ),
      points: '[data-guide="discord-why"]',
      action: { label: 'Take me there', run: (stage) => atModerators(stage, 'discord-why') },
    },
    {
      title: 'A regular is caught',
      words: <>Yui only asks, but a rule holds her message for a person to look at.</>,
      action: {
        label: 'Let Yui ask',
        async run(stage) {
          const channel = channelId(stage.view, 'discord', 'general');
          const text = 'Is that a scam, or may I click on it?';
          await stage.as('discord', CUSTOMERS.yui)('say', { channel, text });
          atModerators(stage, 'discord-restore');
        },
      },
    },
    {
      title: 'Put it back',
      words: (
        <>
          Press <b>Restore</b>. Yui’s words stand in #general again, and both chats show who decided.
        </>
      ),
      points: '[data-guide="discord-restore"]',
      action: { label: 'Take me there', run: (stage) => atModerators(stage, 'discord-restore') },
    },
    {
      title: 'Take one back',
      words: (
        <>
          Press <b>Undo</b> on any act: a timeout or a ban is lifted, and the case says by whom.
        </>
      ),
      points: '[data-guide="discord-undo"]',
      action: { label: 'Take me there', run: (stage) => atModerators(stage, 'discord-undo') },
    },
  ],
  done: (
    <>
      Every act said why, and one press took it back. Try <code>/mod cases</code>, <code>/mod rules</code>, or{' '}
      <b>Report</b> in a message’s menu.
    </>
  ),
};

async function raid({ view, goTo, as, newcomer }: Stage): Promise<void> {
  const channel = channelId(view, 'discord', 'general');
  const [gift, inviter, flooder] = [
    await newcomer('gift_bot'),
    await newcomer('join_us'),
    await newcomer('hello123'),
  ];
  await as('discord', gift)('say', { channel, text: 'Free nitro for everybody: frее nitro, click now' });
  await as('discord', inviter)('say', { channel, text: 'Come over to discord.gg/better-place' });
  for (let time = 0; time < 3; time += 1)
    await as('discord', flooder)('say', { channel, text: 'hello hello hello' });
  goTo('slack', TEAM.eli.slack, 'moderators');
  goTo('discord', TEAM.dana.discord, 'moderators');
}

function atModerators({ goTo }: Stage, button: string): void {
  goTo('discord', TEAM.dana.discord, 'moderators');
  focusSoon(`[data-guide="${button}"]`);
}

function doneSteps(view: Pick<View, 'slack' | 'discord'>): number {
  const cases = wordsIn(view, 'moderators').join('\n');
  const has = (pattern: RegExp) => pattern.test(cases);
  if (!has(/Case \d+/)) return 0;
  if (has(/taken back, /)) return 5;
  if (has(/put back, /)) return 4;
  if (has(/waits for you/)) return 3;
  return has(/Why case \d+|Case \d+: why/) ? 2 : 1;
}
