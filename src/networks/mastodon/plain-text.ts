/** A status as plain text. Mastodon tells of it in HTML alone (docs.joinmastodon.org/spec/activitypub/#sanitization). */
import { Parser } from 'htmlparser2';

/**
 * Paragraphs and breaks become line breaks; links are told whole, as what is shown of them is cut; the quote that servers
 * put in for those who cannot show it is left out.
 */
export function plainText(html: string): string {
  let text = '';
  const hidden: string[] = [];
  let link: { href: string; shown: string; isName: boolean } | undefined;
  const parser = new Parser({
    onopentag(name, { class: classes = '', href }) {
      const names = classes.split(/\s+/);
      if (hidden.length > 0 || names.includes('quote-inline')) {
        if (!VOID.has(name)) hidden.push(name);
        return;
      }
      if (name === 'br') text += '\n';
      if (name === 'li') text += '- ';
      if (name === 'a') link = { href: href ?? '', shown: '', isName: names.includes('mention') };
    },
    ontext(words) {
      if (hidden.length > 0) return;
      if (link) link.shown += words;
      else text += words;
    },
    onclosetag(name) {
      if (hidden.length > 0) return void hidden.pop();
      if (name === 'p') text += '\n\n';
      if (BLOCKS.has(name)) text += '\n';
      if (name !== 'a' || !link) return;
      const { href, shown, isName } = link;
      link = undefined;
      text += isName || /^[@#]/.test(shown.trim()) || href === '' ? shown : href;
    },
  });
  parser.end(html);
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

const BLOCKS = new Set(['li', 'blockquote', 'ul', 'ol', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const VOID = new Set(['br', 'img', 'hr', 'wbr']);
