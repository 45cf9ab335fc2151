/** The Slack side of the tiny bot: real Bolt in Socket Mode. */
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { SLACK_SOCIAL, type TinyCards } from './tiny-cards.ts';
import { chosenIn, EVERY_SLACK_FIELD, plain, SLACK_SELECT } from './tiny-forms.ts';

export const MANIFEST = {
  display_information: { name: 'Bellwether' },
  features: {
    bot_user: { display_name: 'Bellwether', always_online: true },
    slash_commands: [
      {
        command: '/post',
        description: 'Write and show posts',
        usage_hint: 'new | silent | every',
        should_escape: true,
      },
      { command: '/help', description: 'What can be said', should_escape: true },
    ],
    shortcuts: [
      { name: 'Quote this', type: 'message', callback_id: 'quote', description: 'Quotes a message' },
    ],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'files:read', 'files:write'] } },
  settings: {
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
};

export async function startSlackSide(environment: Record<string, string>, cards: TinyCards): Promise<App> {
  const clientOptions = { slackApiUrl: environment.SLACK_API_URL ?? '' };
  const receiver = new SocketModeReceiver({
    appToken: environment.SLACK_APP_TOKEN ?? '',
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({
    token: environment.SLACK_BOT_TOKEN ?? '',
    receiver,
    clientOptions,
    logLevel: LogLevel.ERROR,
  });
  app.command('/post', async ({ ack, command, client, respond }) => {
    if (command.text === 'silent') return;
    await ack();
    if (command.text === 'every') {
      await client.views.open({ trigger_id: command.trigger_id, view: EVERY_SLACK_FIELD });
      return;
    }
    const text = /text:"([^"]*)"/.exec(command.text)?.[1];
    if (text === undefined) {
      await client.views.open({ trigger_id: command.trigger_id, view: FORM });
      return;
    }
    await cards.post(text);
    await respond({ response_type: 'ephemeral', text: 'Post 1 is in review' });
  });
  app.view('post', async ({ ack, view }) => {
    const text = view.state.values.text?.typed?.value ?? '';
    if (text.includes('bad')) return ack({ response_action: 'errors', errors: { text: 'It says bad.' } });
    await ack();
    await cards.post(text);
  });
  app.view('every', async ({ ack, view }) => {
    await ack();
    const text = JSON.stringify(Object.values(view.state.values).map((block) => chosenIn(block.typed ?? {})));
    const blocks = [{ type: 'section' as const, text: plain(text) }, SLACK_SELECT];
    await app.client.chat.postMessage({ channel: SLACK_SOCIAL, text, blocks });
  });
  app.action('colour', async ({ ack, action, client }) => {
    await ack();
    const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
    await client.chat.postMessage({ channel: SLACK_SOCIAL, text: `Chosen: ${chosen}` });
  });
  app.action('approve', async ({ ack }) => {
    await ack();
    await cards.approve();
  });
  app.shortcut('quote', async ({ ack, shortcut, client }) => {
    await ack();
    await client.chat.postMessage({ channel: SLACK_SOCIAL, text: `Quoted by <@${shortcut.user.id}>` });
  });
  await app.start();
  return app;
}

const FORM = {
  type: 'modal' as const,
  callback_id: 'post',
  title: plain('New post'),
  submit: plain('Send for review'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'text',
      label: plain('Text'),
      hint: plain('What the post says'),
      element: { type: 'plain_text_input' as const, action_id: 'typed', multiline: true, max_length: 300 },
    },
    {
      type: 'input' as const,
      block_id: 'picture',
      optional: true,
      label: plain('Picture'),
      element: { type: 'file_input' as const, action_id: 'files', filetypes: ['png'], max_files: 1 },
    },
  ],
};
