/**
 * Letters of other scripts that pass for Latin ones, by eye or by sound, and back. They count only within a token
 * that mixes scripts. The pairs by eye follow Unicode's confusables (UTS 39) for the scripts that people type with or
 * that the "fancy text" pages use; that file maps both sides to a prototype (н to ʜ, I to l), while a reader takes н
 * for h or n, and the list below says so. Small letters: nearly all texts are folded before.
 */
const CLASSES: Record<string, string> = {
  a: 'а ӕ α λ δ ᗩ ᐱ Ꭺ ꓮ ⲁ ค 卂 ა մ',
  b: 'ь в ъ б β Ᏼ Ꮟ ᑲ ᗷ ꓐ ⲃ 乃 ๒ ճ ᛒ',
  c: 'с ϲ ς σ ⲥ Ꮯ ᑕ ꓚ 匚 ҫ ς',
  d: 'ԁ д δ Ꭰ Ꮷ ᗪ ꓓ ๔ ծ ժ',
  e: 'е є э ё ε ξ Ꭼ Ꮛ ꓰ ᗴ ⲉ 乇 ҽ ҿ є է ე ℮ ⴹ',
  f: 'ғ ф ϝ φ ꓝ ᖴ 千 ք ծ ᚠ',
  g: 'ԍ г ց ɢ Ꮐ ꓖ ᘜ ɠ ﻮ ҕ',
  h: 'һ н η Ꮒ Ꮋ ꓧ ᕼ ⲏ հ 卄 ђ ћ ի ᚺ',
  i: 'і ї и ι ӏ Ꭵ ꓲ ᓰ ⲓ 工 丨 เ ı י ۱ إ ւ ᛁ ⵏ ߊ',
  j: 'ј ϳ Ꭻ ꓙ ᒍ յ ן ڶ',
  k: 'к κ қ ҝ ҟ ӄ Ꮶ ꓗ ⲕ ᛕ Ƙ',
  l: 'ӏ і л ι Ꮮ ᒪ ꓡ ן ㄥ 丨 ו ا ∣ լ ı ᛁ ⵏ ߊ',
  m: 'м ϻ μ Ꮇ ꓟ ᗰ ⲙ 爪 ๓ ӎ ო ᛖ',
  n: 'п и н й η ν π ո Ꮑ ꓠ ᑎ ⲛ 几 ภ ռ ղ ก ӣ ᚾ',
  o: 'о ө ӧ σ ο ω ø օ Ꮎ ꓳ ⲟ 口 ㄖ ๏ ס ه ە ഠ ዐ ο φ ф ० ০ ੦ ૦ ௦ ౦ ೦ ൦ ๐ ໐ ၀ ០ 〇 ө θ ѳ ю ო ୦ ߀ ߋ ⵔ',
  p: 'р п ρ π Ꮲ ꓑ ᑭ ⲣ 卩 ק þ թ ҏ',
  q: 'ԛ գ զ ҩ',
  r: 'г я р γ Ꭱ Ꮢ ꓣ ᖇ ⲅ 尺 ր ґ ɾ ᚱ',
  s: 'ѕ с ꙅ σ Ꮪ Ꮥ ꓢ ᔕ 丂 ร ട ֆ տ ᛋ',
  t: 'т τ Ꭲ ꓔ ⲧ ㄒ Շ ե ҭ է ᛏ',
  u: 'υ μ и у ц ս ꓴ ᑌ ㄩ ย ט մ џ',
  v: 'ν υ ѵ в Ꮩ ꓦ ᐯ ש ע ט ү',
  w: 'ш щ ω ѡ ԝ ψ Ꮃ Ꮤ ꓪ ᗯ 山 ฬ ա ш ա พ',
  x: 'х χ ж ꓫ ᙭ ⲭ 乂 א ҳ ᚷ ⵝ',
  y: 'у ү ч γ υ Ꭹ ꓬ ⲩ ㄚ ץ ყ ў й ұ',
  z: 'з ζ ӡ Ꮓ ꓜ ᘔ ⲍ 乙 չ ʒ',
};

/** What a unit of a mixed token may stand for, itself not included. */
export function lookAlikes(unit: number): readonly number[] {
  return others.get(unit) ?? NONE;
}

/** The Latin letter that a reader takes it for first, or the unit itself. */
export function latinFor(unit: number): number {
  return latin.get(unit) ?? unit;
}

/** The Cyrillic letter that a reader takes a Latin one for first, or the unit itself. */
export function cyrillicFor(unit: number): number {
  return cyrillic.get(unit) ?? unit;
}

/** Where it passes for several, the one that it is taken for first. */
const FIRST = ['оo', 'ოo', 'уy', 'νv', 'ηn', 'σo', 'γy', 'ӏl', 'μu', 'гr', 'ΗH', 'ΝN', 'ΜM', 'ΥY'];

const NONE: readonly number[] = [];
const others = new Map<number, number[]>();
const latin = new Map(FIRST.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]));
const cyrillic = new Map<number, number>();

for (const [letter, list] of Object.entries(CLASSES)) {
  const units = [...new Set(list.split(' '))]
    .map((one) => one.toLowerCase())
    .filter((one) => one.length === 1)
    .map((one) => one.charCodeAt(0));
  const all = [letter.charCodeAt(0), ...units];
  for (const unit of all) {
    const known = others.get(unit) ?? [];
    others.set(unit, [...new Set([...known, ...all.filter((one) => one !== unit)])]);
  }
  for (const unit of units) if (!latin.has(unit)) latin.set(unit, letter.charCodeAt(0));
  const first = units.find((unit) => unit >= 0x400 && unit < 0x530);
  if (first !== undefined) cyrillic.set(letter.charCodeAt(0), first);
}
// Where a text keeps its capitals, they pass for capitals.
for (const table of [latin, cyrillic]) {
  for (const [unit, passesFor] of [...table]) {
    const [capital, other] = [capitalOf(unit), capitalOf(passesFor)];
    if (capital !== unit && !table.has(capital)) table.set(capital, other);
  }
}

function capitalOf(unit: number): number {
  const capital = String.fromCharCode(unit).toUpperCase();
  return capital.length === 1 ? capital.charCodeAt(0) : unit;
}
