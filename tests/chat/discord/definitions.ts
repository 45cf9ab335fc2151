/** A small bot: a command with a form, one without, a public one, and buttons with and without a form. */

import { button, card, text } from '../../../src/chat/card.ts';
import type { Button, Call, Command, Group, Press } from '../../../src/chat/command.ts';
import type { Heard } from '../../../src/chat/heard.ts';
import { filesOf, type Options, textOf } from '../../../src/chat/option.ts';
import { refuse } from '../../../src/kit/finding.ts';

/** What the definitions were asked to do, for the tests to look at. */
export interface TestApp {
  calls: Call[];
  presses: Press[];
  heard: Heard[];
  /** Runs while `help` is at work. */
  atWork(): Promise<void>;
}

export const newOptions: Options = {
  text: {
    kind: 'text',
    summary: 'What to say',
    required: true,
    multiline: true,
    maxLength: 5000,
    keepsMarkup: true,
  },
  to: {
    kind: 'text',
    summary: 'Targets or groups, comma-separated',
    required: true,
    choices: [
      { value: 'bluesky', label: 'Bluesky' },
      { value: 'mastodon', label: 'Mastodon' },
    ],
  },
  at: { kind: 'when', summary: 'When', placeholder: 'tomorrow 9:00' },
  media: { kind: 'file', summary: 'Pictures' },
  alt: { kind: 'text', summary: 'What the picture shows, for those who cannot see it' },
  campaign: { kind: 'text', summary: 'Campaign' },
};

const postNew: Command<TestApp> = {
  name: 'post new',
  summary: 'Draft a post',
  options: newOptions,
  allow: 'author',
  answer: 'private',
  form: { title: 'New post', submit: 'Draft', prefill: async () => ({ at: 'in 2 minutes' }) },
  async run(call, app) {
    app.calls.push(call);
    if (textOf(call.values, 'text') === '')
      throw refuse('post.text.empty', 'text', 'It is empty.', 'Write something.');
    const [file] = filesOf(call.values, 'media');
    const bytes = file && (await file.fetch(1_000_000));
    const said = bytes
      ? `${file.name} has ${bytes.byteLength} bytes, ${file.altText ?? 'undescribed'}`
      : 'no file';
    return card(`Drafted for ${call.person.name}`, {
      blocks: [{ kind: 'quote', text: textOf(call.values, 'text') }, text(said)],
      actions: [button('post.edit', '12.3', 'Edit')],
    });
  },
};

const postShow: Command<TestApp> = {
  name: 'post show',
  summary: 'Show a post',
  options: {
    id: { kind: 'number', summary: 'Which', required: true },
    as: { kind: 'choice', summary: 'How', choices: [{ value: 'short', label: 'Short' }] },
  },
  allow: 'approver',
  answer: 'public',
  async run(call, app) {
    app.calls.push(call);
    return card(`Post ${textOf(call.values, 'id')}`);
  },
};

const help: Command<TestApp> = {
  name: 'help',
  summary: 'What there is',
  options: { about: { kind: 'person', summary: 'Whom' }, where: { kind: 'channel', summary: 'Where' } },
  allow: 'anyone',
  answer: 'private',
  async run(call, app) {
    app.calls.push(call);
    await app.atWork();
    return card('Help');
  },
};

const approve: Button<TestApp> = {
  action: 'post.approve',
  allow: 'anyone',
  async press(press, app) {
    app.presses.push(press);
    return press.id === 'stale' ? card('This was changed') : undefined;
  },
};

const edit: Button<TestApp> = {
  action: 'post.edit',
  allow: 'anyone',
  form: {
    title: 'Edit',
    submit: 'Save',
    options: { text: { kind: 'text', summary: 'What to say', required: true } },
  },
  async press(press, app) {
    app.presses.push(press);
    return card(`Saved ${textOf(press.values, 'text')}`);
  },
};

const post: Group<TestApp> = { name: 'post', summary: 'Posts', buttons: [approve, edit] };

export const commands = [postNew, postShow, help];
export const groups = [post];
