/** The views.* methods. */
import { z } from 'zod';
import { viewBlocks } from '../blocks/validate.ts';
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import { openModal, publishHome, pushModal, updateModal } from '../modals.ts';
import { viewPayload } from '../payloads/view.ts';
import { SlackRefusal } from '../refusal.ts';
import { anything, check } from './arguments.ts';
import type { Method } from './method.ts';

const openArguments = z.object({ trigger_id: z.string(), view: anything });
const updateArguments = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: anything,
});
const publishArguments = z.object({ user_id: z.string(), hash: z.string().optional(), view: anything });

export const viewMethods: Record<string, Method> = {
  'views.open': { token: 'bot', run: open },
  'views.push': { token: 'bot', run: push },
  'views.update': { token: 'bot', run: update },
  'views.publish': { token: 'bot', run: publish },
};

function open(core: Core, given: Json): Json {
  const { trigger_id: trigger, view } = check(openArguments, given);
  viewBlocks(view);
  return { view: viewPayload(core, openModal(core, core.triggers.exchange(trigger), view)) };
}

function push(core: Core, given: Json): Json {
  const { trigger_id: trigger, view } = check(openArguments, given);
  viewBlocks(view);
  return { view: viewPayload(core, pushModal(core, core.triggers.exchange(trigger), view)) };
}

function update(core: Core, given: Json): Json {
  const read = check(updateArguments, given);
  const stored = core.views.find(read.view_id, read.external_id);
  if (read.hash && read.hash !== stored.hash) throw new SlackRefusal('hash_conflict');
  updateModal(core, stored, read.view);
  return { view: viewPayload(core, stored) };
}

function publish(core: Core, given: Json): Json {
  const read = check(publishArguments, given);
  const userId = core.workspace.user(read.user_id).id;
  const current = core.views.home(userId);
  if (read.hash && current && read.hash !== current.hash) throw new SlackRefusal('hash_conflict');
  return { view: viewPayload(core, publishHome(core, userId, read.view)) };
}
