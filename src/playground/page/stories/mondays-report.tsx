/** The week's report, Monday at nine. */
import { moveClock, type View } from '../api.ts';
import { TEAM, wordsIn } from './chats.ts';
import type { Story } from './story.ts';

export const story: Story = {
  name: 'mondays-report',
  order: 5,
  title: 'Monday’s report',
  doneSteps,
  steps: [
    {
      title: 'A week goes by',
      words: (
        <>Each Monday at nine the team reads how its week was. What you did in the other stories counts.</>
      ),
      action: {
        label: 'Move to Monday 9:00',
        async run({ view, goTo }) {
          goTo('slack', TEAM.ada.slack, 'social');
          goTo('discord', TEAM.dana.discord, 'social');
          for (let days = daysToMonday(view); days > 0; days -= 1) await moveClock('morning');
        },
      },
    },
  ],
  done: (
    <>
      One message in each #social. <b>Open the report</b> shows it whole, with where each figure comes from;{' '}
      <code>/report</code> tells it at any time.
    </>
  ),
};

function daysToMonday({ now, timeZone }: View): number {
  const { weekday } = clockOf(now, timeZone);
  return 7 - (weekday - 1);
}

function doneSteps(view: Pick<View, 'slack' | 'discord' | 'now' | 'timeZone'>): number {
  const { weekday, hour } = clockOf(view.now, view.timeZone);
  const isOut = wordsIn(view, 'social').some((words) => words.includes('Arrows are against the week before'));
  return isOut && weekday === 1 && hour >= 9 ? 1 : 0;
}

/** Monday is 1, Sunday 7. */
function clockOf(now: number, timeZone: string): { weekday: number; hour: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: 'numeric',
    timeZone,
  }).formatToParts(now);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { weekday: WEEK.indexOf(of('weekday')) + 1, hour: Number(of('hour')) };
}

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
