/** Refusals in TikTok's two forms: that of its API, and that of its token endpoint. */
export class TikTokError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'TikTokError';
    this.status = status;
    this.code = code;
  }

  body() {
    return { data: {}, error: { code: this.code, message: this.message, log_id: LOG_ID } };
  }
}

export class OAuthError extends Error {
  readonly status = 400;
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'OAuthError';
    this.code = code;
  }

  body() {
    return { error: this.code, error_description: this.message, log_id: LOG_ID };
  }
}

/** What each answer bears. */
export const LOG_ID = '20261130120000000000000000000000';
/** In each answer that is none. */
export const OK = { code: 'ok', message: '', log_id: LOG_ID };

export const invalid = (message: string) => new TikTokError(400, 'invalid_params', message);
export const unauthenticated = () =>
  new TikTokError(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
export const notAuthorized = (scope: string) =>
  new TikTokError(401, 'scope_not_authorized', `The user did not authorize the scope required: ${scope}`);
export const tooFast = () =>
  new TikTokError(429, 'rate_limit_exceeded', 'Your request is blocked due to exceeding the API rate limit.');
