/** What stands on the page of connecting an account. */
import { t } from '../../kit/t.ts';
import type { Consent } from '../../networks/grant.ts';
import { type Html, html } from '../../web/html.ts';
import type { Connectable, Connected } from './connecting.ts';
import type { NotAllowed } from './exchange.ts';

export type Shown =
  | { kind: 'nothing' }
  | ({ kind: 'asked'; address: string } & Connectable)
  | (Connected & Connectable);

export function connectBody(shown: Shown): Html {
  if (shown.kind === 'nothing')
    return html`<h1>${t('There is nothing to connect')}</h1>
<p>${t('There is no such target or app any more, it has its credentials in the team file, or you are neither an admin nor its owner.')}</p>`;
  if (shown.kind === 'asked') return askedBody(shown);
  const { heading, words } = resultOf(shown);
  return html`<h1>${heading}</h1>
${words.map((line) => html`<p>${line}</p>`)}
<p class="soft">${t('You can close this page. /accounts in the chat shows how things stand.')}</p>`;
}

function askedBody({ account, consent, address }: Extract<Shown, { kind: 'asked' }>): Html {
  const network = account.network.title;
  return html`<h1>${t('Connect {title}', { title: account.title })}</h1>
${askingBody(network, consent, address)}`;
}

/** What the network will ask, and the way there. */
export function askingBody(network: string, consent: Consent, address: string): Html {
  return html`<p class="lead">${t('{network} will ask you to let Bellwether do this:', { network })}</p>
<ul>${consent.scopes.map(({ name, reason }) => html`<li>${reason} <small>(${name})</small></li>`)}</ul>
<p>${t('All of it is needed. What {network} gives us is kept sealed, and used for the accounts that you choose alone. You can take it back there, or under /accounts, at any time.', { network })}</p>
<p><a href="${address}">${t('Go on to {network}', { network })}</a></p>`;
}

function resultOf(shown: Connected & Connectable): { heading: string; words: string[] } {
  const { title, network } = { title: shown.account.title, network: shown.account.network.title };
  switch (shown.kind) {
    case 'connected': {
      const { granter, endsAt } = shown;
      const until = endsAt?.toISOString().slice(0, 10);
      return {
        heading: t('{title} is connected', { title }),
        words: [
          t('With the permission of {name} on {network}.', { name: granter.name, network }),
          ...(until ? [t('It lasts until {until}; then somebody must connect it again.', { until })] : []),
        ],
      };
    }
    case 'other': {
      const { before, now } = shown;
      return {
        heading: t('That is somebody else'),
        words: [
          t('It was connected with the permission of {before}; you came as {now}.', { before, now }),
          t('Nothing was changed. If that is meant, disconnect it under /accounts first.'),
        ],
      };
    }
    default:
      return notAllowed(network, shown);
  }
}

/** Why nothing came of it. */
export function notAllowed(network: string, shown: NotAllowed): { heading: string; words: string[] } {
  switch (shown.kind) {
    case 'lacking': {
      const scopes = shown.scopes.join(', ');
      return {
        heading: t('Something is lacking'),
        words: [t('{network} did not give: {scopes}. All of it is needed.', { network, scopes }), AGAIN],
      };
    }
    case 'used':
      return {
        heading: t('This link was used'),
        words: [t('Each link connects once. Ask for a new one under /accounts.')],
      };
    case 'refused':
      return {
        heading: t('It was not connected'),
        words: [`${shown.message} ${shown.remedy}`.trim(), AGAIN],
      };
  }
}

const AGAIN = t('Nothing was changed. Ask for a new link under /accounts to try again.');
