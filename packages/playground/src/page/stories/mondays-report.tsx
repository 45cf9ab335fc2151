/** The week's report, Monday at nine. */
import { moveClock, type View } from '../api.ts';
import { CUSTOMERS, channelId, TEAM, wordsIn } from './chats.ts';
import type { Story } from './story.ts';

const SAID: [keyof typeof CUSTOMERS, string][] = [
  ['kim', 'Thank you for the quick help, that was great!'],
  ['noor', 'Where is my parcel? I am really disappointed.'],
  ['tomas', 'Are you open on Saturday?'],
];
const LAST_SAID = 'Are you open on Saturday?';

export const story: Story = {
  name: 'mondays-report',
  order: 5,
  title: 'Monday’s report',
  doneSteps,
  steps: [
    {
      title: 'Something happens',
      words: (
        <>
          Three customers write in <b>#support</b>; what they say is a card in <b>#inbox</b>, and counted.
        </>
      ),
      action: {
        label: 'Let them write',
        async run({ view, goTo, as }) {
          const channel = channelId(view, 'discord', 'support');
          for (const [who, text] of SAID) await as('discord', CUSTOMERS[who])('say', { channel, text });
          goTo('slack', TEAM.ada.slack, 'social');
          goTo('discord', TEAM.dana.discord, 'inbox');
        },
      },
    },
    {
      title: 'A week goes by',
      words: (
        <>
          Each Monday at nine the team reads how its week was. What you did in the other stories counts too.
        </>
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

/** The clock stands at Monday, and the report that came then is there: an older one may be. */
function doneSteps(view: View): number {
  const { slack, now, timeZone } = view;
  const { weekday, hour } = clockOf(now, timeZone);
  const messages = slack.channels
    .filter(({ name }) => name === 'social')
    .flatMap((channel) => channel.messages);
  const isOut = messages.some(
    (message) => Number(message.ts) * 1_000 > now - HALF_A_DAY && JSON.stringify(message).includes(ITS_WORDS),
  );
  if (isOut && weekday === 1 && hour >= 9) return 2;
  return wordsIn(view, 'inbox').some((words) => words.includes(LAST_SAID)) ? 1 : 0;
}

const ITS_WORDS = 'Arrows are against the week before';
/** ms */
const HALF_A_DAY = 12 * 3_600_000;

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
