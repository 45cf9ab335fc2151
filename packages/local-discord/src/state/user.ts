/** A Discord account, as the local server keeps it and as the API shows it. */
import type { APIUser, UserFlags } from 'discord-api-types/v10';

export interface User {
  id: string;
  username: string;
  globalName: string | null;
  /** The hash of their picture; of accounts that were kept by an older version it is not there. */
  avatar?: string | null;
  bot: boolean;
  locale: string;
  acceptsDirectMessages: boolean;
}

export function userJson(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? '0000' : '0',
    global_name: user.globalName,
    avatar: user.avatar ?? null,
    bot: user.bot,
    system: false,
    banner: null,
    accent_color: null,
    public_flags: 0 as UserFlags,
    flags: 0 as UserFlags,
    avatar_decoration_data: null,
  };
}
