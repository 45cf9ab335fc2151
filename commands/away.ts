/** `/away until:"monday 9:00" to:@person`: who decides in your place while you are away. Bare, it says how it stands. */
import { type App, defineButton, defineCommand } from '../src/app/app.ts';
import { comeBack, goAway, howItStands } from '../src/app/people/being-away.ts';
import type { Away } from '../src/app/people/delegates.ts';
import { button, type Card, card, code, list, type Part, text, time } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';
import type { Person } from '../src/people/person.ts';

export const command = defineCommand({
  name: 'away',
  summary: t('Say until when you are away, and who decides in your place'),
  options: {
    until: { kind: 'when', summary: t('Until when, in your time zone: "monday 9:00"') },
    to: { kind: 'person', summary: t('Who stands in for you') },
  },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const said = { until: textOf(call.values, 'until'), to: textOf(call.values, 'to') };
    if (said.until !== '' || said.to !== '') await goAway(app, call, said);
    return standing(app, call.person);
  },
  buttons: [
    defineButton({
      action: 'away.back',
      allow: 'anyone',
      async press(press, app) {
        await comeBack(app, press);
        return standing(app, press.person);
      },
    }),
  ],
});

async function standing(app: App, person: Person): Promise<Card> {
  const { own, others } = await howItStands(app, person);
  const standsIn = others.length > 0 ? [text(t('You stand in for:')), list(others.map(lineOf))] : [];
  if (!own) {
    const how = t('When you are: {command}', { command: code('/away until:"monday 9:00" to:@somebody') });
    return card(t('You are not away'), { blocks: [...standsIn, text(how)] });
  }
  return card(t('You are away'), {
    tone: 'waiting',
    blocks: [text(ownWords(own)), ...standsIn],
    actions: [button('away.back', person.id, t('I am back'), { style: 'primary' })],
  });
}

function ownWords({ until, delegate }: Away): (string | Part)[] {
  const at = time(until);
  if (!delegate) return t('Until {at}. Nobody stands in for you.', { at });
  const { name, identities } = delegate;
  return t('Until {at}. {who} decides in your place.', { at, who: { type: 'person', name, identities } });
}

function lineOf({ person: { name, identities }, until }: Away): (string | Part)[] {
  return t('{who}, until {at}', { who: { type: 'person', name, identities }, at: time(until) });
}
