/** The built-in classifier with its weights from the package, loaded at the first text. */
import { readFile } from 'node:fs/promises';
import { codeFolder } from '../kit/root.ts';
import { type BuiltInSentiment, builtInSentiment } from '../listening/sentiment/built-in.ts';
import { decodeModel, type Model } from '../listening/sentiment/model.ts';
import { UNKNOWN_LANGUAGE } from '../listening/sentiment/sentiment.ts';
import { languageDetector } from './language.ts';

const WEIGHTS = 'src/listening/sentiment/weights/sentiment.bin';

let model: Promise<Model> | undefined;

/** Loads 3 MB of weights, and what finds out languages unless every text comes with its own. */
export async function openBuiltIn({ languagesTold = false } = {}): Promise<BuiltInSentiment> {
  const detect = languagesTold ? () => UNKNOWN_LANGUAGE : await languageDetector();
  return builtInSentiment(await builtInModel(), detect);
}

/** Read once for the process. */
export function builtInModel(): Promise<Model> {
  model ??= readModel().catch((error) => {
    model = undefined;
    throw error;
  });
  return model;
}

/** Throws when the file is not there or holds no weights of this version. */
export async function readModel(file: string = codeFolder(WEIGHTS)): Promise<Model> {
  return decodeModel(await readFile(file));
}
