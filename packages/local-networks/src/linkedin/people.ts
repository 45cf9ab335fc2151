/** Who the token is, and the organisations that they may act for. */
import type { Operation } from './call.ts';
import { invalid, notFound, notPermitted } from './error.ts';

export const userinfo: Operation = ({ state, token }) => {
  if (!['openid', 'profile'].every((scope) => token.scopes.includes(scope)))
    throw notPermitted('userinfo.GET.NO_VERSION');
  const { id, name } = state.memberOf(token);
  return { status: 200, body: { sub: id, name } };
};

export const organizationAcls: Operation = ({ state, token, query }) => {
  if (!token.scopes.includes('rw_organization_admin'))
    throw notPermitted('organizationAcls.FINDER-roleAssignee');
  if (query.q !== 'roleAssignee') throw invalid('/q', 'only the finder roleAssignee is known');
  const { id, roles } = state.memberOf(token);
  const elements = Object.entries(roles).map(([organization, role]) => ({
    organization: `urn:li:organization:${organization}`,
    roleAssignee: `urn:li:person:${id}`,
    ...{ role, state: 'APPROVED' },
  }));
  return { status: 200, body: { elements, paging: { start: 0, count: elements.length, links: [] } } };
};

export const organization: Operation = ({ state, token, params }) => {
  if (!token.scopes.includes('rw_organization_admin')) throw notPermitted('organizations.GET');
  const found = state.world.organizations.find(({ id }) => String(id) === params.id);
  if (!found) throw notFound(`organization ${params.id}`);
  const { id, name, vanityName } = found;
  return { status: 200, body: { id, localizedName: name, vanityName } };
};
