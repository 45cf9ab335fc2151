/** What stands on the page of connecting what stands in no file: what is asked, what was found, and what became of it. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Html, html } from '../../web/html.ts';
import type { App } from '../app.ts';
import { type Choice, type Chosen, isOpen, proposal } from './choosing.ts';
import { askingBody, notAllowed } from './connect-page.ts';
import type { Found, FoundPlace } from './discovering.ts';
import type { Connectable } from './discovery.ts';
import type { NotAllowed } from './exchange.ts';

/** Of its visit. */
interface Form {
  path: string;
  formFields: Html;
}

export function askBody({ network, discovery, settings }: Connectable, address: string): Html {
  return html`<h1>${t('Connect accounts on {network}', { network: network.title })}</h1>
${askingBody(network.title, discovery.consent(settings), address)}
<p class="soft">${t('Then you see what that can post to, and choose what becomes a target here. Nothing goes out by itself.')}</p>`;
}

export function notFoundBody(network: string, why: NotAllowed): Html {
  const { heading, words } = notAllowed(network, why);
  return html`<h1>${heading}</h1>
${words.map((line) => html`<p>${line}</p>`)}
<p class="soft">${CLOSE}</p>`;
}

/** `choices`: what was sent and not taken, with what is wrong with it. */
export function foundBody(
  app: App,
  network: Connectable['network'],
  found: Found,
  form: Form,
  sent?: { choices: Choice[]; faults: Finding[] },
): Html {
  const general = sent?.faults.filter(({ field }) => field.startsWith('places:')) ?? [];
  return html`<h1>${t('What becomes a target?')}</h1>
<p class="lead">${t('With the permission of {name} on {network}, Bellwether can post to what you tick.', { name: found.granter.name, network: network.title })}</p>
${general.map(faultLine)}
<form method="post" action="${form.path}">
${form.formFields}
${found.places.map((place, index) => placeRow(app, network, { place, index, granter: found.granter.id, sent }))}
${found.missing.map(({ name, title }) => html`<p class="soft"><strong>${title}</strong> (${name}): ${t('a target by this leave until now, and nothing of it is shown any more. Posts to it wait when they are refused.')}</p>`)}
<p><button type="submit">${t('Make them targets')}</button></p>
</form>
<p class="soft">${t('Authors write the name after "to:" in /post new. It stays; the title can be changed later under /accounts.')}</p>`;
}

interface Row {
  place: FoundPlace;
  index: number;
  /** Whose leave it is. */
  granter: string;
  sent?: { choices: Choice[]; faults: Finding[] };
}

function placeRow(app: App, network: Connectable['network'], { place, index, granter, sent }: Row): Html {
  const heading = html`<strong>${place.name}</strong> <small>(${place.kind})</small>`;
  if (!isOpen(place)) return html`<p class="soft">${heading}: ${reasonOf(place, granter)}</p>`;
  const choice = sent?.choices.find((one) => one.place.id === place.id);
  const { name, title } = choice ?? proposal(app, network, place);
  const faults = sent?.faults.filter(({ field }) => /^(name|title):/.test(field) && field.endsWith(place.id));
  const isTicked = sent ? choice !== undefined : place.target === undefined;
  return html`<fieldset>
<legend><input type="checkbox" id="tick-${index}" name="tick-${index}" value="on"${isTicked ? html` checked` : ''}> <label for="tick-${index}">${heading}</label></legend>
${faults?.map(faultLine) ?? ''}
${
  place.target
    ? html`<p>${t('It was the target {name} ({title}); ticked, it is connected again, and what waits for it goes out.', { name, title })}</p>`
    : html`<label for="name-${index}">${t('Name')}</label>
<input id="name-${index}" name="name-${index}" value="${name}" maxlength="40" autocomplete="off">
<label for="title-${index}">${t('Title')}</label>
<input id="title-${index}" name="title-${index}" value="${title}" maxlength="100" autocomplete="off">`
}
</fieldset>`;
}

/** Why it cannot be ticked. */
function reasonOf({ obstacle, target }: FoundPlace, granter: string): string {
  if (!target?.granter) return obstacle ?? '';
  const { name, title } = target;
  if (target.granter.id === granter && obstacle !== undefined)
    return t('the target {name} ({title}) until now; posts to it wait. {obstacle}', {
      name,
      title,
      obstacle,
    });
  return target.granter.id === granter
    ? t('the target {name} ({title}) already; it uses this permission from now on.', { name, title })
    : t(
        'the target {name} ({title}) already, with the permission of {granter}. Disconnect it under /accounts first.',
        {
          ...{ name, title },
          granter: target.granter.name,
        },
      );
}

function faultLine({ message, remedy }: Finding): Html {
  return html`<p role="alert"><strong>${message}</strong> ${remedy}</p>`;
}

export function chosenBody(chosen: Chosen[], renewed: number): Html {
  return html`<h1>${t('{count, plural, =0 {It is connected again} one {# target is there} other {# targets are there}}', { count: chosen.length })}</h1>
<ul>${chosen.map(({ name, title }) => html`<li><strong>${title}</strong> (${name})</li>`)}</ul>
${renewed > 0 ? html`<p>${t('{count, plural, one {# target that was there goes} other {# targets that were there go}} with the new permission.', { count: renewed })}</p>` : ''}
<p>${t('Posts can go there at once: /post new. Each needs its approval, as everywhere.')}</p>
<p class="soft">${CLOSE}</p>`;
}

const CLOSE = t('You can close this page. /accounts in the chat shows how things stand.');

/** What was ticked, with what stands beside it. */
export function choicesIn(found: Found, values: Record<string, string>): Choice[] {
  return found.places.flatMap((place, index) => {
    if (values[`tick-${index}`] === undefined) return [];
    const { name = '', title = '' } = place.target ?? {
      name: values[`name-${index}`],
      title: values[`title-${index}`],
    };
    return [{ place, name, title }];
  });
}
