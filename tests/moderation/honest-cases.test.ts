/** Honest text that was once taken for a disguise, and disguises that are like it. */
import { expect, test } from 'vitest';
import { conversation, matched, rulesOf } from './decide.ts';

test.each([
  'the convolution f * g is smooth',
  'E = k * k',
  'm = c * m',
  'area: a * s',
  's * x + t * t',
  's ** t',
  'f * * k',
  'Телефон: в 0 7',
  '(с) 7 0',
  'в 0 в',
])('a formula or a number beside single letters is no word: %s', (text) => {
  const words = ['fag', 'kkk', 'cum', 'ass', 'sex', 'tit', 'shit', 'fuck', 'вот', 'сто', 'вов'];
  expect(matched({ type: 'words', words, leet: true, spaced: true }, text)).toBeUndefined();
});

const REPEATED = { type: 'repeat', unit: 'message', min: 2 };

test.each([
  ['letters of Cyrillic', [...'абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя']],
  ['letters of Greek', [...'αβγδεζηθικλμνξοπρστυφχψω']],
  ['letters of Hebrew', [...'אבגדהוזחטיכלמנסעפצקרשת']],
  ['letters of Arabic', [...'ابتثجحخدذرزسشصضطظعغفقكلمنهوي']],
  ['letters of Armenian', [...'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ']],
  ['letters of Thai', [...'กขคงจฉชซญดตถทธนบปผพฟภมยรลวศษสหอฮ']],
  ['words a letter apart', ['вот', 'бот', 'бик', 'бік', 'шит', 'щит', 'план', 'плая']],
  ['words a letter apart beside one in two scripts', ['вот Qwen-ка, cпaм', 'бот Qwen-ка, cпaм']],
])('%s are other messages, as the answers of a quiz are', (_, messages) => {
  expect(conversation(rulesOf(REPEATED), messages).flat()).toEqual([]);
});

test('words a letter apart are other words, whatever stands beside them', () => {
  expect(matched({ type: 'repeat', unit: 'word', min: 3 }, 'вот бот вот cпaм')).toBeUndefined();
});

test.each([
  ['вот', 'Bот', 'воt'],
  ['казино', 'кaзинo', 'КАЗИHО'],
  ['casino', 'casиno', 'саsіnо'],
  ['κομμα', 'kομμα', 'ΚOΜΜΑ'],
])('the same word with intruders and without is the same message: %s, %s, %s', (...messages) => {
  expect(conversation(rulesOf(REPEATED), messages).map(({ length }) => length)).toEqual([0, 1, 1]);
});

test.each(['SM엔터', 'SM엔터에서', 'KK집', '롯데SM', 'SMבית', 'שלוםSM', 'SMالت', 'سلامSM'])(
  'a name of letters in two scripts is no word with a particle: %s',
  (text) => {
    expect(matched({ type: 'words', words: ['sm', 'kk'] }, text)).toBeUndefined();
  },
);

test.each([
  'casino는',
  'casino에서도',
  'casino으로',
  'casino들이',
  'casino입니다',
  'casino에서ㅋㅋ',
  'והcasino',
  'שבcasino',
  'والcasino',
  'لcasino에',
])('a word with what its language writes together with it is found: %s', (text) => {
  expect(matched({ type: 'words', words: ['casino'] }, text)).toBe('casino');
});
