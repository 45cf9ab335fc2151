/**
 * `npm run train:sentiment -- --data FOLDER [--out FILE] [--quick]` trains the built-in sentiment model on FOLDER's
 * `sentiment/*.tsv` and `lexicons/AFINN-*.txt`, prints how good it is on each data set when trained on the others, and
 * writes the weights. The same data give the same weights. `--quick` leaves the validation out.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/kit/root.ts';
import { encodeModel } from '../../src/listening/sentiment/model.ts';
import { readDatasets } from './datasets.ts';
import { addRatedEmoji, readEmoji, readLexicons } from './lexicons.ts';
import { prepare, trainModel } from './recipe.ts';
import { validate } from './validate.ts';

const { data, out, quick } = readArguments();
const datasets = await readDatasets(join(data, 'sentiment'));
const lexicons = await readLexicons(join(data, 'lexicons'), datasets);
const emoji = readEmoji(lexicons.get('en') ?? new Map());
await addRatedEmoji(emoji);
const prepared = prepare(datasets, lexicons, emoji);
const answers = quick ? [] : await validate(prepared, datasets, join(data, 'lexicons'), print);
const { header, sections } = trainModel(prepared, answers);
const bytes = encodeModel(header, sections);
await mkdir(dirname(out), { recursive: true });
await writeFile(out, bytes);
print(`${out}: ${(bytes.length / 1e6).toFixed(2)} MB`);

function readArguments() {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, out: { type: 'string' }, quick: { type: 'boolean' } },
  });
  if (!values.data) {
    process.stderr.write('Say where the data are: npm run train:sentiment -- --data FOLDER\n');
    process.exit(2);
  }
  const usual = join(packageRoot(), 'src/listening/sentiment/weights/sentiment.bin');
  return { data: values.data, out: values.out ?? usual, quick: values.quick ?? false };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
