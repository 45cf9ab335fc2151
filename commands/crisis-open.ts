/** `/crisis open title:"…" severity:high`: somebody sees that it goes wrong, and others are pinged until one answers. */
import { defineCommand } from '../src/app/app.ts';
import { crisisAnswer } from '../src/app/crises/answers.ts';
import { MOST_TITLE, openCrisis, severityFrom } from '../src/app/crises/opening.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'crisis open',
  summary: t('Open a crisis: others are pinged until somebody acknowledges'),
  options: {
    title: {
      kind: 'text',
      summary: t('What is going on, in a few words; the others read it'),
      label: t('What is going on'),
      required: true,
      maxLength: MOST_TITLE,
    },
    severity: {
      kind: 'choice',
      summary: t('How bad it is; high when empty'),
      label: t('Severity'),
      choices: [
        { value: 'moderate', label: t('moderate') },
        { value: 'high', label: t('high') },
        { value: 'critical', label: t('critical') },
      ],
    },
  },
  allow: 'member',
  answer: 'private',
  form: { title: t('Open a crisis'), submit: t('Open and ping') },
  async run(call, app) {
    const severity = severityFrom(textOf(call.values, 'severity'));
    const id = await openCrisis(app, call, { title: textOf(call.values, 'title'), severity });
    return crisisAnswer(app, id);
  },
});
