/** How S3 refuses: a status, a code, and both in XML. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  body(): string {
    return xml(`<Error><Code>${this.code}</Code><Message>${escaped(this.message)}</Message></Error>`);
  }
}

export function xml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
