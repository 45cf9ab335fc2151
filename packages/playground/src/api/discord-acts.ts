/** What a person can do in the Discord pane. */

import type { DiscordPerson, FileInput } from '@bellwether/local-discord';
import { z } from 'zod';
import { type Act, act, fileShape, type SentFile } from './act.ts';

const id = z.string().regex(/^\d{1,20}$/);
const file = fileShape.transform(handed);
const optionValue = z.union([z.string(), z.number(), z.boolean(), file]);
const fieldValue = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.object({ files: z.array(file) }).transform(({ files }) => files),
]);
const command = { channel: id, command: z.string(), options: z.record(z.string(), optionValue) };
const component = { message: id, customId: z.string() };

type Acts = Record<string, Act<DiscordPerson>>;

export const discordActs: Acts = {
  say: act(
    z.object({ channel: id, text: z.string(), replyTo: id.optional(), files: z.array(file).optional() }),
    (person: DiscordPerson, { channel, text, replyTo, files }) =>
      person.say(channel, text, { ...(replyTo ? { replyTo } : {}), ...(files ? { files } : {}) }),
  ),
  command: act(z.object(command), (person: DiscordPerson, given) =>
    person.command(given.channel, given.command, given.options),
  ),
  complete: act(z.object({ ...command, focused: z.string() }), (person: DiscordPerson, given) =>
    person.autocomplete(given.channel, given.command, given.options, given.focused),
  ),
  press: act(z.object(component), (person: DiscordPerson, given) =>
    person.press(given.message, given.customId),
  ),
  choose: act(z.object({ ...component, values: z.array(z.string()) }), (person: DiscordPerson, given) =>
    person.choose(given.message, given.customId, given.values),
  ),
  submit: act(z.object({ values: z.record(z.string(), fieldValue) }), (person: DiscordPerson, given) =>
    person.submit(given.values),
  ),
  'close-form': act(z.object({}), (person: DiscordPerson) => person.closeModal()),
  menu: act(z.object({ name: z.string(), message: id }), (person: DiscordPerson, given) =>
    person.messageCommand(given.name, given.message),
  ),
  'user-menu': act(z.object({ name: z.string(), user: id, channel: id }), (person: DiscordPerson, given) =>
    person.userCommand(given.name, given.user, given.channel),
  ),
  edit: act(z.object({ message: id, text: z.string() }), (person: DiscordPerson, given) =>
    person.edit(given.message, given.text),
  ),
  delete: act(z.object({ message: id }), (person: DiscordPerson, given) => person.delete(given.message)),
  react: act(z.object({ message: id, emoji: z.string() }), (person: DiscordPerson, given) =>
    person.react(given.message, given.emoji),
  ),
  dismiss: act(z.object({ message: id }), (person: DiscordPerson, given) => person.dismiss(given.message)),
  'open-direct-messages': act(z.object({}), (person: DiscordPerson) => ({ channel: person.directChannel() })),
};

function handed({ name, type, data, alt }: SentFile): FileInput {
  return { name, data, ...(type ? { contentType: type } : {}), ...(alt ? { description: alt } : {}) };
}
