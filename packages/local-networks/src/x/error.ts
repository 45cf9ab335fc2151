/** A refusal in X's own form (`application/problem+json`). */
export class Problem extends Error {
  readonly status: number;
  private readonly title: string;
  private readonly more: Record<string, unknown>;

  /** `more`: a `type`, where there is one of X's own, and what goes with it. */
  constructor(status: number, title: string, detail: string, more: Record<string, unknown> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.more = more;
  }

  body() {
    return {
      title: this.title,
      detail: this.message,
      type: 'about:blank',
      status: this.status,
      ...this.more,
    };
  }
}

/** The general words come with what is wrong in `errors`. */
export function invalid(parameter: string, message: string): Problem {
  return new Problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.', {
    type: `${TYPES}/invalid-request`,
    errors: [{ parameters: { [parameter]: [] }, message }],
  });
}

export function forbidden(detail: string): Problem {
  return new Problem(403, 'Forbidden', detail);
}

export function unauthorized(): Problem {
  return new Problem(401, 'Unauthorized', 'Unauthorized');
}

export function usedUp(): Problem {
  const detail = 'Your enrolled account does not have any credits to fulfill this request.';
  return new Problem(402, 'CreditsDepleted', detail, { type: `${TYPES}/credits` });
}

/** Of what is asked for by its id: X answers it beside the others, with 200. */
export function notFound(id: string, parameter = 'id') {
  return {
    ...{ value: id, detail: `Could not find tweet with ${parameter}: [${id}].`, title: 'Not Found Error' },
    ...{ resource_type: 'tweet', parameter, resource_id: id, type: `${TYPES}/resource-not-found` },
  };
}

const TYPES = 'https://api.x.com/2/problems';

/** Of the token's endpoint (OAuth 2). */
export class GrantError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.name = 'GrantError';
    this.error = error;
    this.status = status;
  }

  body() {
    return { error: this.error, error_description: this.message };
  }
}
