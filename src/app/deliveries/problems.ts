/** What can stand in a delivery's way on our side, as people read it. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { NetworkError, RetryContract } from '../../networks/network.ts';
import type { Problem } from '../../posts/delivery.ts';
import type { Halt } from '../../store/deliveries.ts';

export function targetGone(target: string): Problem {
  return {
    reason: 'target_gone',
    message: t('The team file has no target "{target}" any more.', { target }),
    remedy: t('Put it back, then press Retry.'),
  };
}

export function changed(): Problem {
  return {
    reason: 'changed',
    message: t('The content is not the one that was approved. Nothing was sent.'),
    remedy: t('Edit the post and have it approved again.'),
  };
}

export function failedCheck(errors: Finding[]): Problem {
  return {
    reason: 'preflight',
    message: t('The check before sending found: {found} Nothing was sent.', {
      found: errors.map(({ message }) => message).join(' '),
    }),
    remedy: errors.map(({ remedy }) => remedy).join(' '),
  };
}

export function tooLate(late: number): Problem {
  return {
    reason: 'late',
    message: t('It was due {minutes} minutes ago and nothing could be sent then. Nothing was sent.', {
      minutes: Math.round(late / 60_000),
    }),
    remedy: t('Publish it now, move it, or drop it.'),
  };
}

/** `doubtful`: an earlier try of it may have arrived. */
export function halted(halt: Halt, target: string, doubtful: boolean): Problem {
  const nothing = doubtful
    ? t('It may be live from an earlier try, whose answer was lost.')
    : t('Nothing was sent.');
  return halt === 'frozen'
    ? {
        reason: 'frozen',
        message: t('It fell due while posts were frozen. {nothing}', { nothing }),
        remedy: t('After /resume: publish it now, move it, or drop it.'),
      }
    : {
        reason: 'paused',
        message: t('The account of "{target}" refused the sign-in. {nothing}', { target, nothing }),
        remedy: t('It goes on when the account accepts the sign-in again.'),
      };
}

export function mayBeLive(title: string): Problem {
  return {
    reason: 'lost',
    message: t('The answer of {title} was lost, and it cannot be asked whether the post is live.', { title }),
    remedy: t('Look at the account, then press what you found.'),
  };
}

export function notAnswered(title: string): Problem {
  return {
    reason: 'lost',
    message: t('The answer of {title} was lost.', { title }),
    remedy: t('The next try has the same key, so there is one post.'),
  };
}

/** `elapsed`: ms since it was due, or a person pressed Retry. */
export function neverReady({ message }: NetworkError, elapsed: number, { resumes }: RetryContract): Problem {
  const hours = Math.max(1, Math.round(elapsed / 3_600_000));
  return {
    reason: 'processing',
    message: t(
      '{message} After {hours, plural, one {an hour} other {# hours}} it is not done. Nothing is out.',
      { message, hours },
    ),
    remedy: resumes
      ? t('What was given to it is kept: Retry goes on from there.')
      : t('Retry gives it to the network anew.'),
  };
}

export function notThereYet(title: string): Problem {
  return {
    reason: 'lost',
    message: t('The answer was lost. Looked at {title}: not there yet.', { title }),
    remedy: '',
  };
}

export function deletedThere(corrects: number, title: string): Problem {
  return {
    reason: 'deleted',
    message: t('Post {post} was deleted at {title} meanwhile. Nothing was changed.', {
      post: String(corrects),
      title,
    }),
    remedy: t('Post it anew if it should be there.'),
  };
}

export function superseded(later: number, corrects: number): Problem {
  return {
    reason: 'superseded',
    message: t('Post {later} has corrected post {post} there since. Its text stays.', {
      later: String(later),
      post: String(corrects),
    }),
    remedy: t('Press Correct on the card of post {post} if that text is wrong too.', {
      post: String(corrects),
    }),
  };
}

export function noEdits(corrects: number, title: string): Problem {
  return {
    reason: 'no_edits',
    message: t('Post {post} cannot be edited at {title} any more. Nothing was changed.', {
      post: String(corrects),
      title,
    }),
    remedy: t('Correct it there by hand, or delete it there and post it anew.'),
  };
}

export function otherParts(title: string, live: number, found: number): Problem {
  return {
    reason: 'parts',
    message: t('{title} has it in {live} parts; this text has {found}. Nothing was changed.', {
      title,
      live,
      found,
    }),
    remedy: t('Press Correct on its card once more.'),
  };
}
