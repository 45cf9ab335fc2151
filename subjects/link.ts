import { defineSubject } from '../src/app/app.ts';
import { type LinkSide, linkCard } from '../src/app/cards/link-card.ts';
import { sharedRoles } from '../src/app/people/linking.ts';
import * as links from '../src/store/links.ts';

export const subject = defineSubject({
  kind: 'link',
  async draw(app, id, { kind }) {
    const link = await links.find(app.database, Number(id));
    const roles = link ? await sharedRoles(app, link) : [];
    return link && linkCard(link, { side: kind as LinkSide, roles, now: app.clock.now() });
  },
});
