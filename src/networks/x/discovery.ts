/** What a person's grant can post to: the account itself. */
import { t } from '../../kit/t.ts';
import type { Discovered, Discovery, Place } from '../discovery.ts';
import type { Outside } from '../outside.ts';
import { account, app, type XApp } from './account.ts';
import { XConnection } from './connection.ts';
import { consentOfApp } from './consent.ts';

export const discovery: Discovery<XApp> = { app, consent: consentOfApp, discover, account: accountOf };

async function discover(settings: XApp, outside: Outside): Promise<Discovered> {
  const connection = new XConnection(account.parse(accountOf(settings, {})), outside);
  const granter = await connection.granter();
  return { granter, places: [{ id: granter.id, kind: t('account'), name: granter.name, account: {} }] };
}

function accountOf(settings: XApp, kept: Place['account']): Record<string, unknown> {
  return { ...settings, ...kept };
}
