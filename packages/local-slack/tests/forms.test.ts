import { expect, test } from 'vitest';
import { AUTHOR, button, plain, postForm, SOCIAL, section, socketApp, startSlack, TestClock } from './rig.ts';

test('a form opens, keeps what was typed while it is refused, and closes when it is taken', async () => {
  const slack = await startSlack();
  const submitted: unknown[] = [];
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: postForm });
    });
    app.view('post', async ({ ack, view }) => {
      submitted.push(view.state.values);
      const typed = view.state.values.text?.typed?.value ?? '';
      if (typed.includes('recieve')) await ack({ response_action: 'errors', errors: { text: 'A typo' } });
      else await ack();
    });
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  expect(await author.submit({})).toMatchObject({ ok: false, errors: { text: expect.any(String) } });
  expect(await author.submit({ text: 'x'.repeat(21) })).toMatchObject({ ok: false });
  expect(submitted).toHaveLength(0);
  const refused = await author.submit({ 'text/typed': 'we recieve', targets: ['bsky'] });
  expect(refused).toMatchObject({ ok: false, errors: { text: 'A typo' } });
  expect(author.modal()).toMatchObject({
    errors: { text: 'A typo' },
    values: { text: { typed: { value: 'we recieve' } } },
  });
  expect(await author.submit({ typed: 'we receive' })).toMatchObject({ ok: true });
  expect(author.modal()).toBeUndefined();
  expect(submitted).toMatchObject([
    {},
    {
      text: { typed: { type: 'plain_text_input', value: 'we receive' } },
      where: { targets: { selected_options: [{ value: 'bsky' }] } },
    },
  ]);
});

test('a submitted form can be updated, pushed upon three deep, and cleared', async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: postForm });
    });
    app.view('post', async ({ ack, view }) => {
      const typed = view.state.values.text?.typed?.value ?? '';
      if (typed === 'clear') await ack({ response_action: 'clear' });
      else if (typed === 'push') await ack({ response_action: 'push', view: postForm });
      else await ack({ response_action: 'update', view: { ...postForm, title: plain('Updated') } });
    });
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  await author.submit({ text: 'stays' });
  expect(author.modal()).toMatchObject({
    title: 'Updated',
    depth: 1,
    values: { text: { typed: { value: 'stays' } } },
  });
  await author.submit({ text: 'push' });
  await author.submit({ text: 'push' });
  expect(author.modal()?.depth).toBe(3);
  const fourth = await author.submit({ text: 'push' });
  expect(fourth.problem).toContain('push_limit_reached');
  await author.closeModal();
  expect(author.modal()?.depth).toBe(2);
  await author.submit({ text: 'clear' });
  expect(author.modal()).toBeUndefined();
});

test('a trigger is good for three seconds and for one form', async () => {
  const clock = new TestClock();
  const slack = await startSlack({ clock });
  const triggers: string[] = [];
  const app = await socketApp(slack, (bolt) =>
    bolt.command('/post', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    }),
  );
  const open = (trigger: string | undefined) =>
    app.client.views.open({ trigger_id: String(trigger), view: postForm });
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  await open(triggers[0]);
  await expect(open(triggers[0])).rejects.toThrow('exchanged_trigger_id');
  clock.advance(3001);
  await expect(open(triggers[1])).rejects.toThrow('expired_trigger_id');
  await expect(open('nonsense')).rejects.toThrow('invalid_trigger_id');
});

test('a button in a form reaches the app with what is typed, and the form can be updated under it', async () => {
  const slack = await startSlack();
  const view = { ...postForm, notify_on_close: true };
  const closed: string[] = [];
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      const blocks = [...view.blocks, { type: 'actions' as const, elements: [button('Preview', 'preview')] }];
      await web.views.open({ trigger_id: body.trigger_id, view: { ...view, blocks } });
    });
    app.action('preview', async ({ ack, body, client: web }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.view) throw new Error('not a form button');
      const typed = body.view.state.values.text?.typed?.value;
      const blocks = [...view.blocks, section(`Preview: ${typed}`)];
      await web.views.update({ view_id: body.view.id, hash: body.view.hash, view: { ...view, blocks } });
    });
    app.view({ callback_id: 'post', type: 'view_closed' }, async ({ ack, view: left }) => {
      closed.push(left.callback_id);
      await ack();
    });
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  await author.type({ text: 'draft' });
  await author.pressInModal('Preview');
  const updated = await slack.until(() => author.modal()?.blocks.find(({ type }) => type === 'section'));
  expect(updated).toMatchObject({ text: { text: 'Preview: draft' } });
  expect(author.modal()?.values).toMatchObject({ text: { typed: { value: 'draft' } } });
  await author.closeModal();
  expect(closed).toEqual(['post']);
  expect(author.modal()).toBeUndefined();
});

test('what is typed is told where a field says so, and nowhere else', async () => {
  const slack = await startSlack();
  const told: unknown[] = [];
  const [text, ...others] = postForm.blocks;
  const telling = {
    ...text,
    dispatch_action: true,
    element: {
      type: 'plain_text_input',
      action_id: 'typed',
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    },
  };
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      const blocks = [telling, ...others] as typeof postForm.blocks;
      await web.views.open({ trigger_id: body.trigger_id, view: { ...postForm, blocks } });
    });
    app.action('typed', async ({ ack, body, action }) => {
      await ack();
      if (body.type === 'block_actions') told.push([action, body.view?.state.values.where?.targets]);
    });
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  expect(await author.type({ targets: ['bsky'] })).toMatchObject({ ok: true });
  expect(told).toEqual([]);
  expect(await author.type({ targets: ['bsky'], typed: 'Hel' })).toMatchObject({ ok: true });
  expect(told).toMatchObject([
    [{ action_id: 'typed', value: 'Hel' }, { selected_options: [{ value: 'bsky' }] }],
  ]);
});

test("errors for an input that is not there are the app's mistake, and the form stays", async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: postForm });
    });
    app.view('post', ({ ack }) => ack({ response_action: 'errors', errors: { nothing: 'no' } }));
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post');
  await slack.until(() => author.modal());
  const outcome = await author.submit({ text: 'hello' });
  expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('trouble') });
  expect(author.modal()).toBeDefined();
});
