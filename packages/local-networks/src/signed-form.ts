/** A bucket that takes files by signed forms, as S3 does: every field that was given, and the file behind them. */

export interface Sent {
  /** Names and values in their order. */
  form: [string, string | File][];
  header(name: string): string | undefined;
}

export interface Leased {
  /** The fields of the form. */
  parameters: Record<string, string>;
  /** Epoch ms. */
  expiresAt: number;
}

export type Refused = { status: 400 | 403 | 411; code: string };

/** `leases`: those that were given out, told apart by their `key`. */
export function readSigned<Lease extends Leased>(
  { form, header }: Sent,
  leases: Iterable<Lease>,
  now: number,
): { lease: Lease; file: File } | Refused {
  if (header('content-length') === undefined) return { status: 411, code: 'MissingContentLength' };
  // One kind of credentials alone, and the form brings its own.
  if (header('authorization') !== undefined) return { status: 400, code: 'InvalidArgument' };
  const [name, file] = form.at(-1) ?? ['', ''];
  if (name !== 'file' || typeof file === 'string') return { status: 400, code: 'MalformedPOSTRequest' };
  const fields = Object.fromEntries(form.slice(0, -1));
  const lease = [...leases].find(({ parameters }) => parameters.key === fields.key);
  const isSigned = lease && Object.entries(lease.parameters).every(([key, value]) => fields[key] === value);
  if (!isSigned || lease.expiresAt <= now) return { status: 403, code: 'AccessDenied' };
  return { lease, file };
}

/** As it refuses: it speaks XML. */
export function refusalBy({ status, code }: Refused): Response {
  const words = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return new Response(words, { status, headers: { 'content-type': 'application/xml' } });
}
