/** What the commands have in common that do something to somebody: whom, why and, where it lasts, how long. */
import { type App, defineCommand } from '../../src/app/app.ts';
import { type Punishment, punish } from '../../src/app/moderation/commanding.ts';
import { shownCase } from '../../src/app/moderation/drawing.ts';
import { readAccused, readLasts } from '../../src/app/moderation/said.ts';
import type { Command } from '../../src/chat/command.ts';
import { type Options, textOf } from '../../src/chat/option.ts';
import { t } from '../../src/kit/t.ts';

export interface Punishing {
  action: Punishment;
  summary: string;
  /** Whether it has an end. */
  lasts: boolean;
}

export function definePunishment({ action, summary, lasts }: Punishing): Command<App> {
  return defineCommand({
    name: `mod ${action}`,
    summary,
    options: { who: WHO, ...(lasts && { for: FOR }), reason: REASON },
    allow: 'moderator',
    answer: 'private',
    async run(call, app) {
      const accused = readAccused(textOf(call.values, 'who'), call.chat);
      const asked = { lasts: readLasts(textOf(call.values, 'for')), reason: textOf(call.values, 'reason') };
      return shownCase(app, await punish(app, call, accused, action, asked));
    },
  });
}

const { WHO, FOR, REASON } = {
  WHO: { kind: 'person', summary: t('Whom'), required: true },
  FOR: { kind: 'text', summary: t('How long: 10m, 2h, 7d; as the team file says when empty') },
  REASON: { kind: 'text', summary: t('Why; they read it, too'), maxLength: 400 },
} satisfies Options;
