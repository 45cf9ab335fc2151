/** The public page of one post of the playground's account. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AccountPost } from './account-post.ts';
import { TEAM_ZONE } from './world.ts';

export function postPage(context: Context, post: AccountPost): Response | Promise<Response> {
  context.header('content-security-policy', POLICY);
  const when = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: TEAM_ZONE,
  });
  return context.html(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Acme: post ${post.id}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>Acme on the web</h1>
          <p class="text">${post.text}</p>
          ${post.images.map(
            (image, index) =>
              html`<img
                src="/posts/${post.id}/images/${index}"
                alt="${image.alt}"
                width="${image.width}"
                height="${image.height}"
              />`,
          )}
          <p class="when">
            <time datetime="${new Date(post.at).toISOString()}">${when.format(post.at)}</time>, by the
            playground's clock
          </p>
        </main>
        <footer>A page of the playground on this machine. Nobody else can see it.</footer>
      </body>
    </html>`);
}

const STYLE = `
body { margin: 0; background: #f6f4ef; color: #23211d; font: 17px/1.55 system-ui, sans-serif; }
main { max-width: 34rem; margin: 12vh auto 2rem; padding: 2rem; background: #fff; border: 1px solid #e2ded5; border-radius: 14px; }
h1 { margin: 0 0 1rem; font-size: 1rem; color: #0f5c52; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1.15rem; margin: 0 0 1rem; }
img { max-width: 100%; height: auto; border-radius: 10px; }
.when, footer { color: #635e55; font-size: .9rem; }
.when { margin: 1rem 0 0; }
footer { text-align: center; padding: 0 1rem 3rem; }
`;

const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
