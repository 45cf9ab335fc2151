/** Networks that fetch pictures themselves: whether Bellwether is reached from outside, where they will ask for them. */
import { t } from '../../../kit/t.ts';
import { ask, type Internet, PrivateAddress, publicInternet } from '../../../media/internet.ts';
import { type Check, off, PATIENCE, type Result, reasonOf, right, type Situation, wrong } from './check.ts';

export const checkPublicMedia: Check = (situation) => lookAtPublicMedia(situation, publicInternet);

export async function lookAtPublicMedia(
  { environment, team, networks }: Situation,
  internet: Internet,
): Promise<Result[]> {
  const fetching = new Set(
    Object.values(team?.targets ?? {}).flatMap(({ network }) => {
      const found = networks.get(network);
      return found?.fetchesMedia ? [found.title] : [];
    }),
  );
  if (fetching.size === 0) return [off(t('Public pictures: no target needs them.'))];
  const titles = [...fetching].join(', ');
  const { baseUrl } = environment;
  if (baseUrl === undefined || !baseUrl.startsWith('https://'))
    return [
      wrong(
        t('Public pictures: {titles} fetch pictures by https, and BASE_URL is {found}.', {
          titles,
          found: baseUrl ?? t('not set'),
        }),
        t('Set BASE_URL to the https address at which Bellwether is reached from the internet.'),
      ),
    ];
  return [await reached(baseUrl, internet)];
}

/** Its answer to who asks for its health is its own; a page to sign in at would be another's. */
async function reached(baseUrl: string, internet: Internet): Promise<Result> {
  const remedy = t('Start it, and let your proxy pass {path} without signing in.', { path: '/media/' });
  try {
    const answer = await ask(new URL(`${baseUrl}/healthz`), { method: 'GET', deadline: PATIENCE }, internet);
    const words = await textOf(answer);
    return answer.statusCode === 200 && words.includes('"status"')
      ? right(t('Public pictures: Bellwether answers at {baseUrl}.', { baseUrl }))
      : wrong(
          t('Public pictures: {baseUrl} answers {status}, and it is not Bellwether.', {
            baseUrl,
            status: String(answer.statusCode),
          }),
          remedy,
        );
  } catch (error) {
    if (error instanceof PrivateAddress)
      return wrong(
        t('Public pictures: {baseUrl} leads into a private network.', { baseUrl }),
        t('Set BASE_URL to an address that is reached from the internet.'),
      );
    const reason = reasonOf(error);
    return wrong(t('Public pictures: {baseUrl} is not reached ({reason}).', { baseUrl, reason }), remedy);
  }
}

async function textOf(answer: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer) {
    parts.push(part);
    size += part.byteLength;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString();
}

const MOST_BYTES = 10_000;
