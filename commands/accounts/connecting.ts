/** The ways to the page of connecting: of a target that is there, and of a network. */
import { type App, defineButton } from '../../src/app/app.ts';
import { connectable, linkFor, mayConnect } from '../../src/app/grants/connecting.ts';
import { linkForNew, mayAdd } from '../../src/app/grants/discovering.ts';
import { connectableNetworks } from '../../src/app/grants/discovery.ts';
import { viewTarget } from '../../src/app/targets/target-view.ts';
import { button, type Card, card, text } from '../../src/chat/card.ts';
import { forbid, refuse } from '../../src/kit/finding.ts';
import { t } from '../../src/kit/t.ts';
import type { Person } from '../../src/people/person.ts';

export const connecting = [
  defineButton({
    action: 'account.connect',
    allow: 'member',
    async press({ id: target, person }, app) {
      if (!mayConnect(app, person, target)) throw notTheirs();
      const { title, grant } = await viewTarget(app, target);
      const isConnected = app.team.targets[target]?.connected !== undefined;
      const canConnect = connectable(app, target) !== undefined;
      if (!canConnect && !isConnected) throw notTheirs();
      const leave = grant && t('It is connected with the permission of {name}.', { name: grant.granterName });
      return card(title, {
        blocks: [
          ...(leave ? [text(leave)] : []),
          text(canConnect ? LINK : t('The team file has no app for its network any more.')),
        ],
        actions: [
          ...(canConnect
            ? [{ kind: 'link' as const, label: OPEN, url: linkFor(app, target, person.id) }]
            : []),
          ...(isConnected ? [button('account.rename', target, t('Rename'))] : []),
          ...(grant ? [disconnectButton(target, title)] : []),
        ],
      });
    },
  }),
  defineButton({
    action: 'account.connect-new',
    allow: 'admin',
    async press({ id: network, person }, app) {
      return connectCard(app, person, network === ANY_NETWORK ? '' : network);
    },
  }),
];

/** For a network, or for the only one; else which there are. */
export function connectCard(app: App, person: Person, asked: string): Card {
  if (!mayAdd(person)) throw notTheirs();
  const all = connectableNetworks(app);
  const wanted = asked.trim().toLowerCase();
  const [first] = all;
  if (!first) throw noApp();
  const found =
    wanted === '' && all.length === 1
      ? first
      : all.find(({ network }) => network.name === wanted || network.title.toLowerCase() === wanted);
  if (found) {
    const { name, title } = found.network;
    return card(t('Connect accounts on {network}', { network: title }), {
      blocks: [
        text(
          t('The page says what {network} will ask, and lets you choose what becomes a target.', {
            network: title,
          }),
        ),
        text(LINK),
      ],
      actions: [{ kind: 'link', label: OPEN, url: linkForNew(app, name, person.id) }],
    });
  }
  if (wanted !== '')
    throw unknownNetwork(
      asked,
      all.map(({ network }) => network.title),
    );
  return card(t('Connect accounts'), {
    blocks: [text(t('On which network?'))],
    actions: all.map(({ network: { name, title } }) => button('account.connect-new', name, title)),
  });
}

/** No network is called so. */
export const ANY_NETWORK = '*';

/** Whether there is something to offer. */
export function mayConnectMore(app: App, person: Person): boolean {
  return mayAdd(person) && connectableNetworks(app).length > 0;
}

const LINK = t('The link is yours alone, and opens for half an hour.');
const OPEN = t('Open the page');

function disconnectButton(target: string, title: string) {
  const confirm = t('Disconnect {title}? Its posts wait until somebody connects it again.', { title });
  return button('account.disconnect', target, t('Disconnect'), { style: 'danger', confirm });
}

export function notTheirs() {
  return forbid(
    'account.connect',
    'target',
    t('This account is not yours to connect.'),
    t('An admin can, and its owner.'),
  );
}

function noApp() {
  return refuse(
    'account.no_app',
    'network',
    t('The team file names no app of a network.'),
    t(
      'Whoever runs the bot adds its id and secret under `apps` (docs/connecting.md says where to get them).',
    ),
  );
}

function unknownNetwork(asked: string, known: string[]) {
  return refuse(
    'account.unknown_network',
    'network',
    t('"{asked}" is no network that the team file has an app for.', { asked }),
    t('There are: {names}.', { names: known.join(', ') }),
  );
}
