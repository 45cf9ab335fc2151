/** A customer complains, somebody takes it on, and the answer goes out when it is approved. */
import type { View } from '../api.ts';
import { focusSoon } from '../parts/focus.ts';
import { CUSTOMERS, channelId, TEAM, wordsIn } from './chats.ts';
import type { Story } from './story.ts';

const COMPLAINT = 'My parcel never arrived and nobody answers. Terrible service, I want my money back!';
const ANSWER = 'We are sorry. We are looking for your parcel and write to you today.';

export const story: Story = {
  name: 'angry-mentions',
  order: 2,
  title: 'Angry mentions',
  doneSteps,
  steps: [
    {
      title: 'A customer writes',
      words: (
        <>
          In <b>#support</b> of Discord. Seconds later a card with the mood stands in both <b>#inbox</b>.
        </>
      ),
      action: {
        label: 'Let Kim complain',
        async run({ view, goTo, as }) {
          await as('discord', CUSTOMERS.kim)('say', {
            channel: channelId(view, 'discord', 'support'),
            text: COMPLAINT,
          });
          goTo('slack', TEAM.ben.slack, 'inbox');
          goTo('discord', TEAM.dana.discord, 'inbox');
        },
      },
    },
    {
      title: 'Claim it',
      words: (
        <>
          As <b>Dana</b>, the community manager, press <b>Claim</b>. Both chats show who has it.
        </>
      ),
      points: '[data-guide="discord-claim"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('discord', TEAM.dana.discord, 'inbox');
          focusSoon('[data-guide="discord-claim"]');
        },
      },
    },
    {
      title: 'An answer is written',
      words: (
        <>
          Press <b>Reply</b> and write it, such as “{ANSWER}”. It waits for approval.
        </>
      ),
      points: '[data-guide="discord-reply"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('discord', TEAM.dana.discord, 'inbox');
          focusSoon('[data-guide="discord-reply"]');
        },
      },
    },
    {
      title: 'Approved, it goes out',
      words: (
        <>
          As <b>Clara</b>, press <b>Approve</b> in #social; the answer then stands in #support.
        </>
      ),
      points: '[data-guide="discord-approve"]',
      action: {
        label: 'Take me there',
        run({ goTo }) {
          goTo('discord', TEAM.clara.discord, 'social');
          focusSoon('[data-guide="discord-approve"]');
        },
      },
    },
  ],
  done: (
    <>
      Kim has an answer, and nobody wrote a second one. Try <b>Correct mood</b>, <b>Dismiss</b> or{' '}
      <code>/inbox</code>.
    </>
  ),
};

function doneSteps(view: Pick<View, 'slack' | 'discord'>): number {
  const cards = wordsIn(view, 'inbox');
  const says = (pattern: RegExp) => cards.some((words) => pattern.test(words));
  if (says(/Answer by [^"]*: sent/)) return 4;
  if (says(/waits for approval/)) return 3;
  if (says(/has it, until/)) return 2;
  return cards.length > 0 ? 1 : 0;
}
