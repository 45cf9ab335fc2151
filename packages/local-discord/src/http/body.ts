/** Reads a request's body: JSON, or multipart with `payload_json` and `files[n]`. */
import { DiscordError, refuse } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import type { Upload } from '../state/file.ts';

export interface ParsedBody {
  json: unknown;
  files: Map<number, Upload>;
}

const MIB = 1024 * 1024;
const FILE_LIMIT = 10 * MIB;
const REQUEST_LIMIT = 25 * MIB;
const FILES_LIMIT = 10;

/** Throws 413 (40005) for too much, 400 (50109) for broken JSON. */
export async function parseBody(request: Request): Promise<ParsedBody> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return parseMultipart(request, type);
  const text = await request.text();
  if (text.length > REQUEST_LIMIT) throw refuse('requestTooLarge');
  return { json: text === '' ? undefined : parseJson(text), files: new Map() };
}

async function parseMultipart(request: Request, type: string): Promise<ParsedBody> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > REQUEST_LIMIT) throw refuse('requestTooLarge');
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = new Map<number, Upload>();
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index !== undefined && typeof value !== 'string') files.set(Number(index), await toUpload(value));
  }
  if (files.size > FILES_LIMIT) {
    throw new DiscordError('invalidForm', [
      issue(['files'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.'),
    ]);
  }
  const payload = form.get('payload_json');
  return { json: typeof payload === 'string' ? parseJson(payload) : plainFields(form), files };
}

async function toUpload(file: File): Promise<Upload> {
  if (file.size > FILE_LIMIT) throw refuse('requestTooLarge');
  return { name: file.name, contentType: file.type, data: new Uint8Array(await file.arrayBuffer()) };
}

function plainFields(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('invalidJson');
  }
}
