/** The page on which a member lets an app act for them. It looks like what it stands for, and says where it is. */
import { html } from 'hono/html';
import type { Asked } from './oauth.ts';
import type { Member, Organization, RegisteredApp, State } from './state.ts';

export function consentPage({ world }: State, { app, scope }: Asked & { app: RegisteredApp }) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>LinkedIn on this machine: sign in</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="mark">LinkedIn <small>on this machine</small></p>
<h1>${app.name ?? app.id} would like to:</h1>
<form method="post">
${scope.split(' ').map(
  (name) => html`<p><label><input type="checkbox" name="scope" value="${name}" checked> ${WORDS[name] ?? name}
<small>${name}</small></label></p>`,
)}
<p class="as"><label for="member">Signed in as</label>
<select id="member" name="member">${world.members.map(
    (member) =>
      html`<option value="${member.id}">${member.name}${rolesOf(member, world.organizations)}</option>`,
  )}</select></p>
<p><button name="answer" value="allow" class="main">Allow</button> <button name="answer" value="cancel">Cancel</button></p>
</form>
<p class="soft">You go back to ${new URL(app.redirects[0] ?? 'http://127.0.0.1').host}. Nothing of this reaches LinkedIn.</p>
</main>
</body>
</html>`;
}

function rolesOf({ roles }: Member, organizations: Organization[]): string {
  const held = Object.entries(roles).map(([id, role]) => {
    const name = organizations.find((one) => String(one.id) === id)?.name ?? id;
    return `${role.toLowerCase().replaceAll('_', ' ')} of ${name}`;
  });
  return held.length > 0 ? `, ${held.join(', ')}` : '';
}

const WORDS: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'Use your name and photo',
  w_member_social: 'Create, modify, and delete posts on your behalf',
  w_organization_social: "Create, modify, and delete posts on your organization's behalf",
  r_organization_social: "Retrieve your organization's posts, comments, and reactions",
  rw_organization_admin: "Manage your organizations' pages and retrieve reporting data",
};

const STYLE = `
body { margin: 0; background: #f3f2ef; color: #1f1f1f; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 27rem; margin: 8vh auto 2rem; padding: 1.75rem 2rem; background: #fff; border-radius: 10px; box-shadow: 0 4px 12px rgb(0 0 0 / 15%); }
.mark { margin: 0 0 1rem; color: #0a66c2; font-weight: 700; font-size: 1.25rem; }
small { color: #5e5e5e; font-weight: 400; font-size: .8rem; }
h1 { font-size: 1.25rem; margin: 0 0 .75rem; }
p { margin: .5rem 0; }
select { font: inherit; max-width: 100%; padding: .35rem; }
.as label { display: block; color: #5e5e5e; font-size: .9rem; }
button { font: inherit; font-weight: 600; padding: .45rem 1.4rem; border: 1px solid #0a66c2; border-radius: 999px; background: #fff; color: #0a66c2; cursor: pointer; }
button.main { background: #0a66c2; color: #fff; }
:focus-visible { outline: 3px solid #1f1f1f; outline-offset: 2px; }
.soft { color: #5e5e5e; font-size: .85rem; }
`;
