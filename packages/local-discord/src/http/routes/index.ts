/** All routes of the REST API. Fixed paths stand before those with a parameter in the same place. */
import type { Route } from '../route.ts';
import { APPLICATION_ROUTES } from './applications.ts';
import { CHANNEL_ROUTES } from './channels.ts';
import { COMMAND_ROUTES } from './commands.ts';
import { GUILD_ROUTES } from './guilds.ts';
import { INTERACTION_ROUTES } from './interactions.ts';
import { MEMBER_ROUTES } from './members.ts';
import { MESSAGE_ROUTES } from './messages.ts';
import { REACTION_ROUTES } from './reactions.ts';
import { THREAD_ROUTES } from './threads.ts';
import { USER_ROUTES } from './users.ts';

export const ROUTES: readonly Route[] = [
  ...APPLICATION_ROUTES,
  ...USER_ROUTES,
  ...COMMAND_ROUTES,
  ...INTERACTION_ROUTES,
  ...CHANNEL_ROUTES,
  ...MESSAGE_ROUTES,
  ...REACTION_ROUTES,
  ...THREAD_ROUTES,
  ...GUILD_ROUTES,
  ...MEMBER_ROUTES,
];
