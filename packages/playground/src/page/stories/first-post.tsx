/** A post is written in Slack, approved in Discord by somebody else, and goes out at its time. */
import { moveClock, type View } from '../api.ts';
import { focusSoon } from '../parts/focus.ts';
import { TEAM, wordsIn } from './chats.ts';
import type { Story } from './story.ts';

const EXAMPLE =
  '/post new text:"Our garden is open to everyone this Saturday, 10 to 16. Bring a friend." to:all at:"tomorrow 9:00"';
const HEADING = /Post \d+: ([a-z ]+)/;
const APPROVED = ['scheduled', 'publishing', 'published', 'partly published', 'may be live', 'failed'];

export const story: Story = {
  name: 'first-post',
  order: 1,
  title: 'Your first post',
  doneSteps,
  steps: [
    {
      title: 'Write it',
      words: (
        <>
          As <b>Ada</b> in Slack: type <code>/post new</code>, or have an example filled in.
        </>
      ),
      points: '.slack .composer:not(:focus-within)',
      action: {
        label: 'Fill it in',
        run({ goTo, fill }) {
          goTo('slack', TEAM.ada.slack, 'social');
          fill(EXAMPLE);
          focusSoon('[data-guide="slack-composer"]');
        },
      },
    },
    {
      title: 'Somebody else approves',
      words: (
        <>
          As <b>Clara</b>, the legal reviewer, in Discord: press <b>Approve</b>.
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
    {
      title: 'Watch it go out',
      words: 'Move the clock to when it is due. Both cards then carry the links.',
      points: '.moves .primary',
      action: {
        label: 'Move the clock',
        run({ show }) {
          void moveClock('due');
          show('account');
        },
      },
    },
  ],
  done: (
    <>
      It is out, on the web and in both #announcements. Try the form next (<code>/post new</code> alone), a
      picture, <b>Request changes</b>, or <code>/freeze</code>.
    </>
  ),
};

function doneSteps(view: Pick<View, 'slack' | 'discord' | 'posts'>): number {
  if (view.posts.length > 0) return 3;
  const states = wordsIn(view, 'social').flatMap((words) => HEADING.exec(words)?.[1]?.trim() ?? []);
  if (states.some((state) => APPROVED.includes(state))) return 2;
  return states.includes('in review') ? 1 : 0;
}
