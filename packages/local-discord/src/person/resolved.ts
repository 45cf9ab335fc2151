/** Collects the objects behind the ids in an interaction's values: Discord's `resolved`. */
import { channelJson, userById } from '../guild/json.ts';
import { attachmentJson, messageJson } from '../messages/json.ts';
import type { StoredFile } from '../state/file.ts';
import { bareMemberJson } from '../state/member.ts';
import type { Message } from '../state/message.ts';
import { permissionsOf } from '../state/permissions.ts';
import { roleJson } from '../state/role.ts';
import type { State } from '../state/state.ts';
import { ClientRefusal } from './outcome.ts';

type Kind = 'users' | 'members' | 'roles' | 'channels' | 'attachments' | 'messages';

export class Resolved {
  readonly #state: State;
  readonly #userId: string;
  readonly #found: Partial<Record<Kind, Record<string, unknown>>> = {};

  constructor(state: State, userId: string) {
    this.#state = state;
    this.#userId = userId;
  }

  /** Undefined when there is nothing in it, as Discord then leaves it out. */
  json(): Record<string, unknown> | undefined {
    return Object.keys(this.#found).length > 0 ? this.#found : undefined;
  }

  user(id: string): void {
    if (!this.#state.users.has(id)) throw new ClientRefusal(`There is no person with the id ${id}.`);
    this.#put('users', id, userById(this.#state, id));
    const member = this.#state.members.get(id);
    if (!member) return;
    const { deaf: _deaf, mute: _mute, ...partial } = bareMemberJson(member);
    this.#put('members', id, { ...partial, permissions: permissionsOf(this.#state, id).toString() });
  }

  role(id: string): void {
    const role = this.#state.roles.get(id);
    if (!role) throw new ClientRefusal(`There is no role with the id ${id}.`);
    this.#put('roles', id, roleJson(role));
  }

  mentionable(id: string): void {
    if (this.#state.roles.has(id)) this.role(id);
    else this.user(id);
  }

  channel(id: string, types: readonly number[] | null | undefined): void {
    const channel = this.#state.channels.get(id);
    const fits = channel && (!types?.length || types.includes(channel.type));
    if (!fits) throw new ClientRefusal(`There is no channel with the id ${id} to choose here.`);
    const permissions = permissionsOf(this.#state, this.#userId, channel).toString();
    this.#put('channels', id, { ...channelJson(this.#state, channel), permissions });
  }

  attachment(file: StoredFile): void {
    this.#put('attachments', file.id, attachmentJson(this.#state, file));
  }

  message(message: Message): void {
    this.#put('messages', message.id, messageJson(this.#state, message));
  }

  #put(kind: Kind, id: string, value: unknown): void {
    this.#found[kind] = { ...this.#found[kind], [id]: value };
  }
}
