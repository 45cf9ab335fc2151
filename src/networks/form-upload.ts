/** A file that a network wants in a bucket behind it, by the form that it gave for that: somebody else's place, which gets no token. */

/** The fields in their order, and the file behind them. */
export function uploadForm(fields: Iterable<readonly [string, string]>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', file);
  return form;
}

/** Nothing goes out unsealed, but to where the API itself is. Throws. `network`: as people write it. */
export function sealedAddress(address: string, api: string, network: string): string {
  const { protocol, origin } = new URL(address, api);
  if (protocol === 'https:' || origin === new URL(api).origin) return new URL(address, api).href;
  throw new Error(`${network} named an address without TLS.`);
}
