/** Parts of account schemas that several networks share. */
import { z } from 'zod';
import { languageTag } from '../kit/language.ts';

/** An address of http(s) form without a trailing slash; plain http for this very machine alone. */
export function address(description: string): z.ZodType<string> {
  return z
    .string({ error: 'must be an address such as https://example.org' })
    .trim()
    .overwrite((value) => value.replace(/\/+$/, ''))
    .superRefine((value, context) => {
      const fault = faultOf(value);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .describe(description);
}

/** A credential: comes in from the environment, so an empty one means that a variable was not set. */
export function secret(description: string): z.ZodString {
  return z
    .string({ error: 'is missing; name an environment variable that holds it' })
    .trim()
    .min(1, { error: 'is empty; is its environment variable set?' })
    .describe(description);
}

/** A language's code, as in BCP 47. */
export function language(description: string): z.ZodType<string> {
  return z
    .string({ error: 'must be the code of a language, such as da or pt-BR' })
    .trim()
    .refine((tag) => languageTag(tag) !== undefined, {
      error: 'must be the code of a language, such as da or pt-BR',
    })
    .overwrite((tag) => languageTag(tag) ?? tag)
    .describe(description);
}

function faultOf(value: string): string | undefined {
  if (!URL.canParse(value)) return 'must be an address such as https://example.org';
  const url = new URL(value);
  if (url.username || url.password) return 'must not carry a user name or password';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return 'must begin with https://';
  return isLoopback(url.hostname)
    ? undefined
    : 'must begin with https://; plain http would show the credentials';
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
