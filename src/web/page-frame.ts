/** What stands around every page: the document, its style, and the policy that lets a browser load nothing else. */
import { createHash } from 'node:crypto';
import { type Html, html, raw } from './html.ts';

/** A whole document: it needs nothing beside itself, so it may be kept as a file too. */
export function framed(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>${body}</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2429; --soft: #566069; --line: #d5dade; --paper: #fff; --mark: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecef; --soft: #a3adb5; --line: #3a434a; --paper: #14191d; --mark: #79b8ff; } }
@media print { :root { --ink: #000; --soft: #333; --line: #bbb; --paper: #fff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--mark); }
.soft, small, caption { color: var(--soft); }
.lead { font-size: 1.15rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1rem 0; break-inside: avoid; }
video { display: block; max-width: 100%; max-height: 75vh; margin: 1rem 0; background: #000; }
figure img { max-width: 100%; height: auto; border: 1px solid var(--line); background: #fff; }
label { display: block; margin: .75rem 0 .25rem; }
legend label { display: inline; }
fieldset { margin: 1rem 0; }
input, select, button { font: inherit; color: inherit; padding: .4rem .6rem; border: 1px solid var(--soft); border-radius: .25rem; background: var(--paper); }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** `plays`: what it plays comes from here, and nothing else does. */
function policy(plays: boolean): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    'img-src data:',
    ...(plays ? ["media-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Instead of the policy of every page. */
export const PLAYING: Readonly<Record<string, string>> = { 'content-security-policy': policy(true) };

/** Of every page. Pages have the query as their key, so it goes nowhere else. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policy(false),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not `no-referrer`, with which a browser sends a form's origin as "null".
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
};
