/** The page on which a member lets an app act for them. */
import { consentPage } from '../consent-page.ts';
import type { Asked } from './oauth.ts';
import type { Member, Organization, RegisteredApp, State } from './state.ts';

export function memberConsent(
  { world }: State,
  { app, scope, redirect_uri: back }: Asked & { app: RegisteredApp },
) {
  return consentPage({
    ...{ network: 'LinkedIn', accent: '#0a66c2', app: app.name ?? app.id, back },
    ...{ scopes: scope.split(' '), words: WORDS, isTickable: true, field: 'member' },
    people: world.members.map((member) => ({
      id: member.id,
      name: `${member.name}${rolesOf(member, world.organizations)}`,
    })),
  });
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
