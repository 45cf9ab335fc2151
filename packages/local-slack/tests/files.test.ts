import { expect, test } from 'vitest';
import { AUTHOR, BOT_TOKEN, client, plain, SOCIAL, socketApp, startSlack } from './rig.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const withToken = { headers: { authorization: `Bearer ${BOT_TOKEN}` } };

test('files.uploadV2 puts a picture with its alt text into a thread, and it can be fetched again', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const { ts } = await web.chat.postMessage({ channel: SOCIAL, text: 'report' });
  await web.filesUploadV2({
    channel_id: SOCIAL,
    thread_ts: String(ts),
    file: PNG,
    filename: 'chart.png',
    alt_text: 'A curve that falls',
    initial_comment: 'The week',
  });
  const [card] = slack.as(AUTHOR).messages(SOCIAL);
  expect(card?.replies).toMatchObject([
    {
      text: 'The week',
      files: [{ name: 'chart.png', mimetype: 'image/png', alt_txt: 'A curve that falls', size: PNG.length }],
    },
  ]);
  const id = String(card?.replies[0]?.files[0]?.id);
  const { file } = await web.files.info({ file: id });
  const fetched = await fetch(String(file?.url_private), withToken);
  expect(Buffer.from(await fetched.arrayBuffer()).equals(PNG)).toBe(true);
  expect(Buffer.from(slack.fileBytes(id).bytes).equals(PNG)).toBe(true);
});

test('without the token a download is the sign-in page, as Slack has it', async () => {
  const slack = await startSlack();
  const { ts } = await slack.as(AUTHOR).upload(SOCIAL, { name: 'a.png', bytes: PNG, mime: 'image/png' });
  const file = slack
    .as(AUTHOR)
    .messages(SOCIAL)
    .find((message) => message.ts === ts)?.files[0];
  const response = await fetch(String(file?.url_private));
  expect(response.headers.get('content-type')).toContain('text/html');
});

test('an upload that never happened cannot be completed', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const { file_id: id } = await web.files.getUploadURLExternal({ filename: 'a.png', length: 3 });
  const completing = web.files.completeUploadExternal({ files: [{ id: String(id) }], channel_id: SOCIAL });
  await expect(completing).rejects.toThrow('file_not_found');
});

test('a form takes files and gives them to the app', async () => {
  const slack = await startSlack();
  const names: unknown[] = [];
  const view = {
    type: 'modal' as const,
    callback_id: 'media',
    title: plain('Picture'),
    submit: plain('Send'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'media',
        label: plain('Picture'),
        element: { type: 'file_input' as const, action_id: 'file', filetypes: ['png'], max_files: 1 },
      },
    ],
  };
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view });
    });
    app.view('media', async ({ ack, view: submitted }) => {
      const file = submitted.state.values.media?.file?.files?.[0];
      const response = await fetch(String(file?.url_private), withToken);
      names.push(response.headers.get('content-type'));
      await ack();
    });
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  expect(await author.submit({ media: { name: 'a.gif', bytes: PNG } })).toMatchObject({ ok: false });
  expect(await author.submit({ media: { name: 'a.png', bytes: PNG } })).toMatchObject({ ok: true });
  expect(names).toEqual(['image/png']);
});
