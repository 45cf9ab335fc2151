/** A refusal in Telegram's own form. */
export interface ResponseParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

export class TelegramError extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  /** `description` as Telegram words it, with what it begins with: `Bad Request: chat not found`. */
  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.name = 'TelegramError';
    this.code = code;
    this.parameters = parameters;
  }

  body() {
    return {
      ok: false,
      error_code: this.code,
      description: this.message,
      ...(this.parameters && { parameters: this.parameters }),
    };
  }
}

export function badRequest(words: string, parameters?: ResponseParameters): TelegramError {
  return new TelegramError(400, `Bad Request: ${words}`, parameters);
}

export function forbidden(words: string): TelegramError {
  return new TelegramError(403, `Forbidden: ${words}`);
}

/** `seconds`: until the same may be asked again. */
export function tooMany(seconds: number): TelegramError {
  return new TelegramError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}
