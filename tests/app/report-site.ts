/** The pages of reports as a browser reaches them, over a rig's app, with a link of somebody of the team. */

import { page } from '../../pages/report.ts';
import { createPages } from '../../src/web/pages.ts';
import type { ReportsRig } from './reports-rig.ts';

export function reportSite({ app }: ReportsRig) {
  const site = createPages({
    ...{ app, links: app.pages, log: app.log, pages: async () => [page] },
    who: async (id) => ({ ...{ id, name: 'Ada', timeZone: 'UTC', identities: {} }, roles: ['author'] }),
  });
  /** From the path on. */
  const linkTo = (subject: string) => {
    const { pathname, search } = new URL(app.pages.linkTo('report', subject, 1));
    return `${pathname}${search}`;
  };
  return { site, linkTo };
}
