/** A refusal in LinkedIn's own form. */
export class LinkedInError extends Error {
  readonly status: number;
  private readonly more: Record<string, unknown>;

  constructor(status: number, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.name = 'LinkedInError';
    this.status = status;
    this.more = more;
  }

  body() {
    return { status: this.status, ...this.more, message: this.message };
  }
}

export function notPermitted(what: string): LinkedInError {
  const code = { serviceErrorCode: 100, code: 'ACCESS_DENIED' };
  return new LinkedInError(403, `Not enough permissions to access: ${what}`, code);
}

export function invalid(field: string, words: string): LinkedInError {
  return new LinkedInError(422, `ERROR :: ${field} :: ${words}`);
}

export function notFound(what: string): LinkedInError {
  return new LinkedInError(404, `${what} was not found`, { code: 'NOT_FOUND' });
}

/** Of the token's endpoint (OAuth 2). */
export class GrantError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.name = 'GrantError';
    this.error = error;
  }

  body() {
    return { error: this.error, error_description: this.message };
  }
}
