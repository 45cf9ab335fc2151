/** A refusal in Pinterest's own form. */
export class PinterestError extends Error {
  readonly status: 400 | 401 | 403 | 404;
  readonly code: number;

  constructor(status: PinterestError['status'], code: number, message: string) {
    super(message);
    this.name = 'PinterestError';
    this.status = status;
    this.code = code;
  }

  body() {
    return { code: this.code, message: this.message };
  }
}

export function invalid(words: string): PinterestError {
  return new PinterestError(400, 1, words);
}

export function unauthenticated(): PinterestError {
  return new PinterestError(401, 2, 'Authentication failed.');
}

export function unauthorized(scope: string): PinterestError {
  return new PinterestError(
    403,
    3,
    `Authorization failed. The token lacks the scope ${scope} that this endpoint requires.`,
  );
}

export function inTrial(): PinterestError {
  return new PinterestError(
    403,
    29,
    'Apps with Trial access may not create Pins in production. Please use API Sandbox https://api-sandbox.pinterest.com instead.',
  );
}

export const noBoard = () => new PinterestError(404, 40, 'Board not found.');
export const noMedia = () => new PinterestError(404, 60, 'Media not found.');
export const noPin = () => new PinterestError(404, 50, 'Pin not found.');
