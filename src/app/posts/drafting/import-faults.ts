/** What is wrong with a row of a spreadsheet beside the post that it tells of. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import type { Row } from '../../../posts/spreadsheet.ts';
import type { App } from '../../app.ts';

/** What a file that was exported tells of a post, and cannot bring back. */
export function notInFile({ cells }: Row): Finding[] {
  const found: Finding[] = [];
  if (cells.pictures.trim() !== '' && cells.picture.trim() === '')
    found.push({
      ...{ id: 'import.pictures.not_in_file', level: 'error', field: 'pictures' },
      message: t('The post had a picture, which is not in the file.'),
      remedy: t('Give its web address under "picture", or empty this cell to go without it.'),
    });
  if (cells.picture.trim() === '' && cells.alt.trim() !== '' && cells.pictures.trim() === '')
    found.push({
      ...{ id: 'import.alt.without_picture', level: 'error', field: 'alt' },
      message: t('There is an alt text, and no picture that it is of.'),
      remedy: t('Give the picture, or empty this cell.'),
    });
  if (cells.published.trim() !== '')
    found.push({
      ...{ id: 'import.published.again', level: 'error', field: 'published' },
      message: t('The post went out already, and the row does not say which it was.'),
      remedy: t('Give its number under "id", or empty this cell to send it for review as a new post.'),
    });
  if (cells.corrects.trim() !== '')
    found.push({
      ...{ id: 'import.corrects.unsupported', level: 'error', field: 'corrects' },
      message: t('A correction is no post of its own.'),
      remedy: t('Take the row out; /post correct corrects a published post.'),
    });
  return found;
}

export function unknownColumns({ team }: App, { variants, fields }: Row): Finding[] {
  const named = [
    ...Object.keys(variants).map((target) => ({ target, field: `text:${target}` })),
    ...Object.entries(fields).flatMap(([target, words]) =>
      Object.keys(words).map((key) => ({ target, field: `${key}:${target}` })),
    ),
  ];
  const unknown = named.filter(({ target }) => !team.targets[target]);
  return unknown.map(({ target, field }) => ({
    ...{ id: 'import.variant.unknown', level: 'error', field },
    message: t('The team file has no target "{target}".', { target }),
    remedy: t('There are: {names}.', { names: Object.keys(team.targets).join(', ') }),
  }));
}

export function sameRow(number: number): Finding {
  const message = t('It says the same as row {number}, to the same places at the same time.', {
    number: String(number),
  });
  return { id: 'import.row.same', level: 'error', field: '', message, remedy: t('Take one of them out.') };
}
