/** A refusal in the form that all of Meta's Graph APIs have. */
export interface Refusal {
  message: string;
  code: number;
  type?: string;
  error_subcode?: number;
  error_user_title?: string;
  error_user_msg?: string;
  is_transient?: boolean;
}

export class GraphError extends Error {
  readonly status: number;
  private readonly refusal: Refusal;

  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.name = 'GraphError';
    this.status = status;
    this.refusal = refusal;
  }

  body() {
    return { error: { type: 'OAuthException', ...this.refusal, fbtrace_id: 'AlOcAlTrAcE' } };
  }
}

export function invalid(message: string, error_subcode?: number): GraphError {
  const code = error_subcode === undefined ? {} : { error_subcode };
  return new GraphError(400, { message, type: 'THApiException', code: 100, ...code });
}

export function notPermitted(scope: string): GraphError {
  return new GraphError(400, {
    message: `(#10) Application does not have permission for this action; it needs ${scope}`,
    code: 10,
  });
}

export function badToken(subcode?: number): GraphError {
  return new GraphError(401, {
    message: 'Error validating access token: the session is invalid or has expired',
    code: 190,
    ...(subcode !== undefined && { error_subcode: subcode }),
  });
}
