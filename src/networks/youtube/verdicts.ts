/** What YouTube says in the end of a video that it does not show, and what can be done about it. */
import { t } from '../../kit/t.ts';
import { NetworkError } from '../network.ts';
import type { Status } from './resource.ts';

export function failedVideo({ failureReason, rejectionReason }: Status): NetworkError {
  const reason = failureReason ?? rejectionReason ?? '';
  const why = reason === '' ? t('it does not say why') : reason;
  return rejectionReason === undefined
    ? new NetworkError('refused', t('YouTube: it makes nothing of the video ({why}).', { why }), {
        remedy: t('Export the video anew as MP4 (H.264 with AAC), and post it again.'),
      })
    : new NetworkError('refused', t('YouTube: it has rejected the video ({why}).', { why }), {
        remedy: t('Look at the channel (YouTube Studio), where it says more.'),
      });
}

/** `since`: epoch ms. */
export function stillWorking(since: number): NetworkError {
  return new NetworkError(
    'processing',
    t('YouTube: it works on the video, which takes it hours where the video is long.'),
    { processingSince: since, processingFor: A_DAY },
  );
}

/** Of what kept a video from being shown that is there: where a person must act, they read that it is not lost. */
export function keptThere(error: unknown): unknown {
  if (!(error instanceof NetworkError) || !['refused', 'unauthorized'].includes(error.reason)) return error;
  const { reason, message, remedy, retryAfter, isEarly, closesAccount } = error;
  const kept = t('The video is there, private; Retry goes on with it.');
  return new NetworkError(reason, message, {
    remedy: `${remedy} ${kept}`.trim(),
    ...{ isEarly, closesAccount, cause: error },
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

export function goneVideo(): NetworkError {
  return new NetworkError('refused', t('YouTube: the video was deleted there before it was shown.'), {
    remedy: t('Retry puts it up again.'),
  });
}

/** What an app puts up that is not audited is locked. */
export function staysPrivate(): NetworkError {
  return new NetworkError('refused', t('YouTube: the video is there, and stays private.'), {
    remedy: t(
      'Google has not audited the app: set `standing: unaudited` for it, and let your operator apply for the audit (docs/youtube.md).',
    ),
  });
}

/** Of a video that was shown. `reason`: YouTube's `rejectionReason`. */
export function takenDown(reason = ''): string {
  const why = reason === '' ? t('it does not say why') : (REASONS[reason] ?? `"${reason}"`);
  return t('YouTube took it down: {why}', { why });
}

/** Ms. */
const A_DAY = 24 * 3_600_000;

const REASONS: Record<string, string> = {
  claim: t('somebody claims it'),
  copyright: t('copyright'),
  duplicate: t('it is there already'),
  inappropriate: t('it is inappropriate'),
  legal: t('legal reasons'),
  length: t('it is too long'),
  termsOfUse: t('it breaks the terms of use'),
  trademark: t('a trademark'),
  uploaderAccountClosed: t('the account was closed'),
  uploaderAccountSuspended: t('the account was suspended'),
};
