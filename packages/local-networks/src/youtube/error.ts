/** A refusal in Google's own form. */
export class YouTubeError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 410;
  readonly reason: string;
  readonly domain: string;

  constructor(status: YouTubeError['status'], reason: string, message: string, domain = 'youtube.video') {
    super(message);
    this.name = 'YouTubeError';
    this.status = status;
    this.reason = reason;
    this.domain = domain;
  }

  body() {
    const { status: code, reason, domain, message } = this;
    return { error: { code, message, errors: [{ message, domain, reason }] } };
  }
}

export const invalid = (reason: string, message: string) => new YouTubeError(400, reason, message);
export const unauthenticated = () =>
  new YouTubeError(
    401,
    'authError',
    'Request had invalid authentication credentials. Expected OAuth 2 access token.',
    'global',
  );
export const insufficient = () =>
  new YouTubeError(
    403,
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
    'global',
  );
export const noVideo = () =>
  new YouTubeError(404, 'videoNotFound', 'The video that you are trying to reach cannot be found.');
export const noComment = (reason: 'commentNotFound' | 'parentCommentNotFound') =>
  new YouTubeError(404, reason, 'The comment cannot be found.', 'youtube.comment');
export const overQuota = () =>
  new YouTubeError(
    403,
    'quotaExceeded',
    'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
    'youtube.quota',
  );
export const noChannel = () =>
  new YouTubeError(401, 'youtubeSignupRequired', 'Unauthorized', 'youtube.header');
