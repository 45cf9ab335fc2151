import { describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/tiktok/index.ts';
import { afterFailure } from '../../../src/posts/recovery.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt } from '../servers/outside.ts';
import { refusal } from '../servers/tiktok.ts';
import {
  begun,
  clock,
  connect,
  far,
  film,
  HOUR,
  MINUTE,
  posts,
  publish,
  publishOn,
  restart,
  tell,
  useTikTok,
} from './rig.ts';

useTikTok();

describe('complaints', () => {
  it('a second one was begun after a doubtful one (yikart/AiToEarn#586)', async () => {
    await restart({ processingTakes: MINUTE });
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('chunk.last', { loseAnswer: 'after' });
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    // Also where it is told to send, though it may be out.
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    await publishOn(film(), intent);
    expect(begun()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  it('success was told before it was published (trypostit/trypost, pull request 281)', async () => {
    await restart({ processingTakes: 10 * MINUTE });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    for (let minute = 0; minute < 10; minute += 1) {
      expect((await failureOf(connect().find?.(film(), intent) ?? Promise.resolve())).reason).toBe(
        'processing',
      );
      expect(posts()).toEqual([]);
      clock.moveTo(clock.now() + MINUTE);
    }
    expect((await connect().find?.(film(), intent))?.id).toBe(posts()[0]?.post);
  });

  it('it was published, and failed later, and nobody was told (brightbeanxyz/brightbean-studio, pull request 147)', async () => {
    await restart({ moderationTakes: HOUR });
    const published = await publish(film());
    far.tiktok.judge(published.id, 'spam_risk_user_banned_from_posting');
    expect(await connect().read?.(published, { text: 'Two of them', pictures: 0 })).toEqual({
      gone: 'TikTok took it down (spam_risk_user_banned_from_posting)',
    });
    await restart({});
    const listed = await publish(film());
    far.tiktok.takeDown(posts()[0]?.id ?? '');
    expect(await connect().read?.(listed, { text: 'Two of them', pictures: 0 })).toEqual({
      gone: 'TikTok does not show it to everybody any more',
    });
  });

  it('it was stuck in processing for ever (gitroomhq/postiz-app, pull request 1883)', async () => {
    await restart({ processingTakes: 100 * HOUR });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    const handedOverAt = clock.now();
    clock.moveTo(handedOverAt + HOUR);
    const { reason, processingSince } = await failureOf(
      connect().find?.(film(), intent) ?? Promise.resolve(),
    );
    expect([reason, processingSince]).toEqual(['processing', Number(intent.marks.handed_at)]);
    const next = afterFailure(network.contract, {
      ...{ reason, processingSince, attempts: 60, now: clock.now(), dueAt: handedOverAt, jitter: 0 },
      ...{ doubtful: true, mayLook: true },
    });
    // A person is asked: it may be out.
    expect(next).toEqual({ kind: 'unknown' });
  });

  it('it was in progress with a reason that nobody was shown (gitroomhq/postiz-app, pull request 1883)', async () => {
    await restart({ processingTakes: HOUR });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    tell({ status: 'PROCESSING_UPLOAD', fail_reason: 'spam_risk', uploaded_bytes: 2_000 });
    const { message } = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
    expect(message).toBe('TikTok works on it, and says why it is not out: spam_risk.');
  });

  it('a draft in the inbox was taken for a post (DayMoonDevelopment/post-for-me, pull request 247)', async () => {
    const intent = intentAt(clock.now());
    tell({ status: 'SEND_TO_USER_INBOX', uploaded_bytes: 2_000 });
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    tell({ status: 'SEND_TO_USER_INBOX', uploaded_bytes: 2_000 });
    const looked = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
    expect(looked.reason).toBe('processing');
  });

  it('a token that ended amid the questions led to a second post (gitroomhq/postiz-app, pull request 1741)', async () => {
    const intent = intentAt(clock.now());
    far.tiktok.faults.next('status.fetch', refusal(401, 'access_token_invalid', 'Over.'));
    expect((await failureOf(publish(film(), intent))).reason).toBe('lost');
    far.tiktok.faults.next('status.fetch', refusal(401, 'access_token_invalid', 'Over.'));
    const looked = await failureOf(connect().find?.(film(), intent) ?? Promise.resolve());
    expect(looked.reason).toBe('unauthorized');
    expect((await connect().find?.(film(), intent))?.id).toBe(posts()[0]?.post);
    expect(begun()).toHaveLength(1);
  });

  it('ids of posts lost their last digits', async () => {
    const { id } = await publish(film());
    expect(id).toBe(posts()[0]?.post);
    expect(Number.isSafeInteger(Number(id))).toBe(false);
  });
});
