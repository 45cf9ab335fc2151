/** Customers get loud, somebody escalates, and people are pinged level by level until one of them has it. */
import { moveClock, type View } from '../api.ts';
import { focusSoon } from '../parts/focus.ts';
import { CUSTOMERS, channelId, TEAM, wordsIn } from './chats.ts';
import type { Story } from './story.ts';

const LOUD: [keyof typeof CUSTOMERS, string][] = [
  ['kim', 'Your new advert is tone-deaf. Delete this.'],
  ['noor', 'Tone-deaf and embarrassing. Who approved it?'],
  ['tomas', 'I am done with you. What a disgrace.'],
  ['yui', 'Awful. Delete this now.'],
];

/** Minutes, from the team file of the playground. */
const FIRST_WAIT = 5;

export const story: Story = {
  name: 'it-goes-wrong',
  order: 3,
  title: 'It goes wrong',
  doneSteps,
  steps: [
    {
      title: 'They get loud',
      words: (
        <>
          Four customers write in <b>#support</b>. Each is a card in <b>#inbox</b>.
        </>
      ),
      action: {
        label: 'Let them write',
        async run({ view, goTo, as }) {
          const channel = channelId(view, 'discord', 'support');
          for (const [who, text] of LOUD) await as('discord', CUSTOMERS[who])('say', { channel, text });
          goTo('slack', TEAM.eli.slack, 'inbox');
          goTo('discord', TEAM.dana.discord, 'inbox');
        },
      },
    },
    {
      title: 'Escalate',
      words: (
        <>
          On one of the cards. <b>#crisis</b> of both chats is pinged at once.
        </>
      ),
      points: '[data-guide="discord-escalate"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('discord', TEAM.dana.discord, 'inbox');
          focusSoon('[data-guide="discord-escalate"]');
        },
      },
    },
    {
      title: 'Nobody answers',
      words: (
        <>
          After five minutes <b>Dana</b> gets a direct message, after ten more the admins.
        </>
      ),
      action: {
        label: 'Move the clock',
        async run({ goTo }) {
          goTo('slack', TEAM.eli.slack, 'crisis');
          goTo('discord', TEAM.dana.discord, 'crisis');
          for (let minutes = 0; minutes < FIRST_WAIT; minutes += 1) await moveClock('minute');
        },
      },
    },
    {
      title: 'Acknowledge',
      words: <>The climbing stops at once, and both chats say who has it.</>,
      points: '[data-guide="discord-acknowledge"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('slack', TEAM.eli.slack, 'crisis');
          goTo('discord', TEAM.dana.discord, 'crisis');
          focusSoon('[data-guide="discord-acknowledge"]');
        },
      },
    },
    {
      title: 'Freeze posts',
      words: <>Nothing goes out any more. The card tells what had left already.</>,
      points: '[data-guide="discord-freeze-posts"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('discord', TEAM.dana.discord, 'crisis');
          focusSoon('[data-guide="discord-freeze-posts"]');
        },
      },
    },
  ],
  done: (
    <>
      Everybody knows who has it. <code>/crisis update</code> tells what is known by now, <b>Resolve</b> ends
      it, and <code>/resume</code> goes through what was held.
    </>
  ),
};

function doneSteps(view: Pick<View, 'slack' | 'discord'>): number {
  const crisis = wordsIn(view, 'crisis').join('\n');
  if (/froze everything/.test(crisis)) return 5;
  if (/has it, since/.test(crisis)) return 4;
  if (/pinged Dana Moreau/.test(crisis)) return 3;
  if (/Crisis \d+ \(/.test(crisis)) return 2;
  return wordsIn(view, 'inbox').some((words) => /one-deaf|disgrace|Delete this now/.test(words)) ? 1 : 0;
}
