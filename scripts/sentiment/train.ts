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
import { correctedFigures } from './corrected.ts';
import { readPrepared, trainModel } from './recipe.ts';
import { type Judged, validate } from './validate.ts';

const { data, out, quick } = readArguments();
const { prepared, datasets } = await readPrepared(data);
const judged = quick ? [] : await validated();
const { header, sections } = trainModel(prepared, judged);
const bytes = encodeModel(header, sections);
await mkdir(dirname(out), { recursive: true });
await writeFile(out, bytes);
print(`${out}: ${(bytes.length / 1e6).toFixed(2)} MB`);

async function validated(): Promise<Judged[]> {
  const found = await validate(prepared, datasets, join(data, 'lexicons'));
  print('Trained on the others; macro-F1 with each class a third; accuracy of the surest 100, 70, 50, 30 %');
  print('data set       texts   AFINN    ours   accuracy');
  for (const { dataset, texts, afinn, ours, accuracy } of found.validated) {
    const figures = [afinn, ours, ...accuracy].map((figure) => figure.toFixed(3).padStart(6));
    print(`${dataset.padEnd(12)} ${String(texts).padStart(7)}  ${figures.join('  ')}`);
  }
  print('');
  print('After 200 corrections: macro-F1 on the other texts of the data set, as they are distributed');
  for (const { dataset, before, after } of correctedFigures(prepared)) {
    print(`${dataset.padEnd(12)}  ${before.toFixed(3)}  ${after.toFixed(3)}`);
  }
  return found.judged;
}

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
