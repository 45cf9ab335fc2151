/** Connecting an account: what will be asked and why, the way to the network, and what came of it. */
import { definePage } from '../src/app/app.ts';
import { connectBody } from '../src/app/grants/connect-page.ts';
import {
  addressFor,
  connectable,
  finishConnecting,
  mayConnect,
  targetIn,
} from '../src/app/grants/connecting.ts';
import { t } from '../src/kit/t.ts';

export const page = definePage({
  name: 'connect',
  summary: t('Connect an account on a network'),
  allow: 'member',
  async show({ person, subject, query, token }, app) {
    const target = targetIn(subject);
    const title = t('Connect {title}', { title: app.accounts.titleOf(target) });
    const found = mayConnect(app, person, target) ? connectable(app, target) : undefined;
    if (!found) return { kind: 'page', status: 404, title, body: connectBody({ kind: 'nothing' }) };
    const isBack = 'code' in query || 'error' in query;
    const body = isBack
      ? connectBody({ ...(await finishConnecting(app, person, target, { query, token })), ...found })
      : connectBody({ kind: 'asked', ...found, address: addressFor(app, found, token) });
    return { kind: 'page', title, body };
  },
});
