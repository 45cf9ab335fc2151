/** The page on which a person lets an app act for them. It looks like what it stands for, and says where it is. */
import { html, raw } from 'hono/html';

export interface ConsentPage {
  /** As people write it: `LinkedIn`. */
  network: string;
  /** Its colour. */
  accent: string;
  /** Who asks. */
  app: string;
  scopes: string[];
  /** In words, as the network says them. */
  words?: Record<string, string>;
  /** Whether each of them can be left out. */
  isTickable: boolean;
  /** Who may come; the field in which they are sent is `field`. */
  people: { id: string; name: string }[];
  field: string;
  /** Where they go back to. */
  back: string;
  allow?: string;
}

export function consentPage(page: ConsentPage) {
  const { network, accent, app, scopes, words = {}, isTickable, people, field, back } = page;
  const told = (scope: string) =>
    html`${words[scope] ?? scope} <small>${words[scope] === undefined ? '' : scope}</small>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${network} on this machine: sign in</title>
<style>:root { --accent: ${accent}; }${raw(STYLE)}</style>
</head>
<body>
<main>
<p class="mark">${network} <small>on this machine</small></p>
<h1>${app} would like to:</h1>
<form method="post">
${scopes.map((scope) =>
  isTickable
    ? html`<p><label><input type="checkbox" name="scope" value="${scope}" checked> ${told(scope)}</label></p>`
    : html`<p>${told(scope)}</p>`,
)}
<p class="as"><label for="person">Signed in as</label>
<select id="person" name="${field}">${people.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></p>
<p><button name="answer" value="allow" class="main">${page.allow ?? 'Allow'}</button> <button name="answer" value="cancel">Cancel</button></p>
</form>
<p class="soft">You go back to ${URL.canParse(back) ? new URL(back).host : back}. Nothing of this reaches ${network}.</p>
</main>
</body>
</html>`;
}

const STYLE = `
body { margin: 0; background: #f3f2ef; color: #1f1f1f; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 27rem; margin: 8vh auto 2rem; padding: 1.75rem 2rem; background: #fff; border-radius: 10px; box-shadow: 0 4px 12px rgb(0 0 0 / 15%); }
.mark { margin: 0 0 1rem; color: var(--accent); font-weight: 700; font-size: 1.25rem; }
small { color: #5e5e5e; font-weight: 400; font-size: .8rem; }
h1 { font-size: 1.25rem; margin: 0 0 .75rem; }
p { margin: .5rem 0; }
select { font: inherit; max-width: 100%; padding: .35rem; }
.as label { display: block; color: #5e5e5e; font-size: .9rem; }
button { font: inherit; font-weight: 600; padding: .45rem 1.4rem; border: 1px solid var(--accent); border-radius: 999px; background: #fff; color: var(--accent); cursor: pointer; }
button.main { background: var(--accent); color: #fff; }
:focus-visible { outline: 3px solid #1f1f1f; outline-offset: 2px; }
.soft { color: #5e5e5e; font-size: .85rem; }
`;
