/** What a person can do in the Slack pane. */

import type { SlackPerson } from '@bellwether/local-slack';
import { z } from 'zod';
import { type Act, act, fileShape, type SentFile } from './act.ts';

const channel = z.string().min(1);
const ts = z.string().regex(/^\d+\.\d+$/);
const text = z.string().max(40_000);
const message = { channel, ts };

/** Files come as `{ files: [...] }`, so that they cannot be taken for a choice. */
const fieldValue = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.array(z.string()),
  z.object({ files: z.array(fileShape) }).transform(({ files }) => files.map(brought)),
]);
const values = z.record(z.string(), fieldValue);
const choice = z.union([z.string(), z.number(), z.array(z.string())]);

type Acts = Record<string, Act<SlackPerson>>;

export const slackActs: Acts = {
  say: act(z.object({ channel, text, threadTs: ts.optional() }), (person: SlackPerson, given) =>
    person.say(given.channel, given.text, given.threadTs ? { threadTs: given.threadTs } : {}),
  ),
  upload: act(z.object({ channel, text, file: fileShape }), (person: SlackPerson, given) =>
    person.upload(given.channel, brought(given.file), given.text),
  ),
  command: act(z.object({ channel, command: z.string(), text }), (person: SlackPerson, given) =>
    person.command(given.channel, given.command, given.text),
  ),
  press: act(
    z.object({ ...message, actionId: z.string(), value: z.string().optional() }),
    (person: SlackPerson, given) => person.press(given.channel, given.ts, given.actionId, given.value),
  ),
  choose: act(z.object({ ...message, actionId: z.string(), choice }), (person: SlackPerson, given) =>
    person.choose(given.channel, given.ts, given.actionId, given.choice),
  ),
  type: act(z.object({ values }), (person: SlackPerson, given) => person.type(given.values)),
  submit: act(z.object({ values }), (person: SlackPerson, given) => person.submit(given.values)),
  'press-in-form': act(
    z.object({ actionId: z.string(), value: choice.optional() }),
    (person: SlackPerson, given) => person.pressInModal(given.actionId, given.value),
  ),
  'close-form': act(z.object({}), (person: SlackPerson) => person.closeModal()),
  shortcut: act(z.object({ ...message, callbackId: z.string() }), (person: SlackPerson, given) =>
    person.shortcut(given.callbackId, given.channel, given.ts),
  ),
  edit: act(z.object({ ...message, text }), (person: SlackPerson, given) =>
    person.editMessage(given.channel, given.ts, given.text),
  ),
  delete: act(z.object(message), (person: SlackPerson, given) =>
    person.deleteMessage(given.channel, given.ts),
  ),
  react: act(z.object({ ...message, name: z.string() }), (person: SlackPerson, given) =>
    person.react(given.channel, given.ts, given.name),
  ),
  dismiss: act(z.object(message), (person: SlackPerson, given) => person.dismiss(given.channel, given.ts)),
  'open-direct-messages': act(z.object({}), (person: SlackPerson) => ({
    channel: person.openDirectMessages(),
  })),
};

function brought({ name, type, data, alt }: SentFile) {
  return { name, bytes: data, mime: type || undefined, altText: alt };
}
