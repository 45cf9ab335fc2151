import { describe, expect, test } from 'vitest';
import { button, card } from '../../../src/chat/card.ts';
import { ADA, BO, CY, LOBBY, openNewsroom, SOCIAL, seen, wordsOf } from './rig.ts';

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  test('a command with arguments runs and answers its person alone', async () => {
    const { slack, desk } = await openNewsroom({ mode });
    const said = await slack
      .as(ADA)
      .command(SOCIAL, '/note', 'new text:"Tea & <biscuits>" at:"in 2 minutes"');
    expect(said).toMatchObject({ ok: true });
    const answer = await seen(slack, ADA, SOCIAL, 'Kept');
    expect(answer.ephemeral).toBe(true);
    expect(wordsOf(answer)).toContain('Tea & <biscuits>');
    expect(desk.notes).toEqual(['Tea & <biscuits>']);
    expect(slack.as(BO).messages(SOCIAL)).toEqual([]);
  });

  test('bare, the form opens with what stands in it; its answer is private and in place', async () => {
    const { slack, desk } = await openNewsroom({ mode });
    await slack.as(ADA).command(LOBBY, '/note', 'new');
    const form = await slack.until(() => slack.as(ADA).modal());
    expect(form).toMatchObject({ title: 'New note', submit: 'Keep' });
    expect(form.values).toMatchObject({ at: { value: { value: 'tomorrow 9:00' } } });
    expect(await slack.as(ADA).submit({ text: 'From a form\nin two lines' })).toMatchObject({ ok: true });
    const answer = await seen(slack, ADA, LOBBY, 'Kept');
    expect(answer.ephemeral).toBe(true);
    expect(desk.notes).toEqual(['From a form\nin two lines']);
  });

  test('a press edits the message; whoever lacks the role is told so, and nothing happens', async () => {
    const { slack, desk, messenger } = await openNewsroom({ mode });
    await slack.as(ADA).command(SOCIAL, '/note', 'list');
    const shown = await seen(slack, BO, SOCIAL, 'Notes');
    expect(shown.ephemeral).toBe(false);
    await slack.as(CY).press(SOCIAL, shown.ts, 'Done');
    const refused = await seen(slack, CY, SOCIAL, 'This needs the role approver');
    expect(refused.ephemeral).toBe(true);
    expect(desk.done).toEqual([]);
    const sent = await messenger.send(SOCIAL, toDo, 'key-1');
    expect(await slack.as(BO).press(SOCIAL, sent.message, 'note.done:5')).toMatchObject({ ok: true });
    const edited = await seen(slack, ADA, SOCIAL, 'Done by bo');
    expect(edited).toMatchObject({ ts: sent.message, edited: true });
    expect(desk.done).toEqual(['5']);
  });

  test('what is delivered twice is handled once', async () => {
    const { slack, desk, chat } = await openNewsroom({ mode });
    slack.faults.deliverNextTwice();
    await slack.as(ADA).command(SOCIAL, '/note', 'new text:once');
    await seen(slack, ADA, SOCIAL, 'Kept');
    await slack.as(ADA).command(SOCIAL, '/note', 'new');
    await slack.until(() => slack.as(ADA).modal());
    slack.faults.deliverNextTwice();
    await slack.as(ADA).submit({ text: 'form once' });
    await seen(slack, ADA, SOCIAL, 'form once');
    await chat.stop();
    expect(desk.notes).toEqual(['once', 'form once']);
  });
});

const toDo = card('To do', { actions: [button('note.done', 5, 'Done')] });

test('a button with a form hands on the message and what was filled in', async () => {
  const { slack } = await openNewsroom();
  await slack.as(ADA).command(SOCIAL, '/note', 'list');
  const shown = await seen(slack, ADA, SOCIAL, 'Notes');
  await slack.as(ADA).press(SOCIAL, shown.ts, 'Explain');
  await slack.until(() => slack.as(ADA).modal());
  await slack.as(ADA).submit({ reason: 'because' });
  expect(await seen(slack, BO, SOCIAL, '1: because')).toMatchObject({ ts: shown.ts, edited: true });
  expect((await seen(slack, ADA, SOCIAL, 'Noted')).ephemeral).toBe(true);
});

test('a card that a press answers is shown to the presser alone', async () => {
  const { slack } = await openNewsroom();
  await slack.as(ADA).command(SOCIAL, '/note', 'list');
  const shown = await seen(slack, BO, SOCIAL, 'Notes');
  await slack.as(BO).press(SOCIAL, shown.ts, 'Why?');
  const answer = await seen(slack, BO, SOCIAL, 'Since 1');
  expect(answer.ephemeral).toBe(true);
  // It does not last, so a press on it comes without a message to edit.
  await slack.as(BO).press(SOCIAL, answer.ts, 'Explain');
  await slack.until(() => slack.as(BO).modal());
  await slack.as(BO).submit({ reason: 'because' });
  await seen(slack, BO, SOCIAL, 'Noted');
});

test('whoever may not open a form is told so', async () => {
  const { slack } = await openNewsroom();
  await slack.as(CY).command(SOCIAL, '/note', 'new');
  await seen(slack, CY, SOCIAL, 'This needs the role author');
  expect(slack.as(CY).modal()).toBeUndefined();
});

test('what is not understood lists what there is and keeps what was typed', async () => {
  const { slack, desk } = await openNewsroom();
  const ada = slack.as(ADA);
  await ada.command(SOCIAL, '/note', 'burn everything');
  const unknown = await seen(slack, ADA, SOCIAL, '/note has no "burn"');
  expect(wordsOf(unknown)).toMatch(/\/note new.*Keep a note.*\/note list.*You typed.*burn everything/s);
  await ada.command(SOCIAL, '/note', 'new colour:red text:"long words"');
  const unclear = await seen(slack, ADA, SOCIAL, 'There is no argument "colour:".');
  expect(wordsOf(unclear)).toMatch(
    /text:.*The note \(required\).*You typed.*new colour:red text:"long words"/s,
  );
  await ada.command(SOCIAL, '/note', '');
  await seen(slack, ADA, SOCIAL, '/note can do this');
  expect(desk.notes).toEqual([]);
});

test('what a command refuses is told with the remedy, and longer words are given back', async () => {
  const { slack } = await openNewsroom();
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:"" at:"the second Tuesday of May"');
  const refused = await seen(slack, ADA, SOCIAL, 'text: It is empty. Write something.');
  expect(refused.ephemeral).toBe(true);
  expect(wordsOf(refused)).toMatch(/You typed, at.*the second Tuesday of May/s);
});

test('rights fail closed: when Slack does not tell the groups, nothing is done', async () => {
  const { slack, desk } = await openNewsroom();
  slack.faults.next('usergroups.list', { error: 'fatal_error' });
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:secret');
  await seen(slack, ADA, SOCIAL, 'That did not work');
  expect(desk.notes).toEqual([]);
});

test('an attached picture is fetched with the right of the bot, and no further than the limit', async () => {
  const { slack } = await openNewsroom();
  const ada = slack.as(ADA);
  const attach = async (name: string, bytes: Uint8Array) => {
    await ada.command(SOCIAL, '/note', 'new');
    await slack.until(() => ada.modal());
    await ada.submit({ text: name, media: [{ name, bytes, mime: 'image/png' }] });
  };
  await attach('small.png', new Uint8Array([1, 2, 3]));
  expect(wordsOf(await seen(slack, ADA, SOCIAL, 'small.png'))).toContain('1,2,3');
  await attach('large.png', new Uint8Array(11));
  await seen(slack, ADA, SOCIAL, '"large.png" is larger than 10 bytes.');
});

test('an answer finds its person where the bot is not, also when the response_url has run out', async () => {
  let now = Date.parse('2026-11-16T09:00:00Z');
  const { slack } = await openNewsroom({ clock: { now: () => now } });
  const ada = slack.as(ADA);
  await ada.command(LOBBY, '/note', 'new');
  await slack.until(() => ada.modal());
  now += 31 * 60_000;
  await ada.submit({ text: 'late' });
  const direct = await slack.until(() => ada.channels().find((channel) => channel.kind === 'im'));
  await seen(slack, ADA, direct.id, 'Kept');
  expect(ada.messages(LOBBY)).toEqual([]);
  await ada.command(SOCIAL, '/note', 'new');
  await slack.until(() => ada.modal());
  now += 31 * 60_000;
  await ada.submit({ text: 'later' });
  expect((await seen(slack, ADA, SOCIAL, 'later')).ephemeral).toBe(true);
});

test('a form that Slack does not open any more is told', async () => {
  const { slack } = await openNewsroom();
  slack.faults.next('views.open', { error: 'expired_trigger_id' });
  await slack.as(ADA).command(SOCIAL, '/note', 'new');
  await seen(slack, ADA, SOCIAL, 'The form did not open');
});

test('an answer waits where Slack asks to wait, since nobody would ask for it again', async () => {
  let now = Date.now();
  const waits: number[] = [];
  const at = (instant: number, run: () => void) => {
    waits.push(instant - now);
    run();
    return () => {};
  };
  const { slack } = await openNewsroom({
    clock: { now: () => now },
    options: { clock: { now: () => now, at } },
  });
  await slack.as(ADA).command(SOCIAL, '/note', 'new');
  await slack.until(() => slack.as(ADA).modal());
  now += 31 * 60_000;
  slack.faults.next('chat.postEphemeral', { status: 429, retryAfter: 3 });
  await slack.as(ADA).submit({ text: 'patience' });
  await seen(slack, ADA, SOCIAL, 'patience');
  expect(waits).toEqual([3000]);
});
