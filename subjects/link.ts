import { defineSubject } from '../src/app/app.ts';
import { type LinkSide, linkCard } from '../src/app/people/link-card.ts';
import { picturesOf } from '../src/app/people/link-pictures.ts';
import { sharedRoles } from '../src/app/people/linking.ts';
import * as links from '../src/store/links.ts';

export const subject = defineSubject({
  kind: 'link',
  async draw(app, id, { kind }) {
    const link = await links.find(app.database, Number(id));
    if (!link) return undefined;
    const [roles, pictures] = await Promise.all([sharedRoles(app, link), picturesOf(app, link)]);
    return linkCard(link, { side: kind as LinkSide, roles, pictures, now: app.clock.now() });
  },
});
