import type { Card } from '../../chat/card.ts';
import * as reports from '../../store/reports.ts';
import type { App } from '../app.ts';
import { madeSubject } from './asked.ts';
import { digestCard } from './digest-card.ts';

/** As it was made: figures that come in later change nothing that was said. */
export async function drawReport(app: App, id: number): Promise<Card | undefined> {
  const made = await reports.find(app.database, id);
  if (!made) return undefined;
  const { report, shown } = made;
  return digestCard({ team: app.team.name, report, shown, id: madeSubject(made.id) });
}
