/**
 * Letters beyond the first plane that pass for Latin ones, by Unicode's confusables (UTS 39): of scripts that hardly
 * anybody writes (Lycian, Carian, Old Italic, Deseret, Osage, Elbasan, Warang Citi, Miao, Ahom, Tirhuta). Each is read as the
 * letter of Lisu that looks the same, so that a word in one script stays one, and a token that mixes them in is seen through.
 */
const ALIKE: Record<string, string> = {
  ꓮ: '102a0 16f40',
  ꓐ: '10282 102a1 10301',
  ꓚ: '102a2 10302 10415 1043d 1051c 118e9 118f2',
  ꓰ: '10286 118a6 118ae',
  ꓝ: '10287 102a5 10525 118a2 118c2',
  ꓧ: '102cf',
  ꓲ: '1028a 10309 10320 118c3 16f28',
  ꓗ: '10518',
  ꓡ: '1041b 10443 10526 118a3 118b2 16f16',
  ꓟ: '102b0 10311',
  ꓠ: '10513',
  ꓳ: '10292 102ab 10404 1042c 104c2 104ea 10516 10349 114d0 118b5 118c8 118d7 118e0',
  ꓑ: '10295',
  ꓣ: '104b4 104dc 16f35',
  ꓢ: '10296 10420 10448 118c1 16f3a',
  ꓔ: '10297 102b1 10315 118bc 16f0a',
  ꓴ: '104ce 104f6 118b8 118d8 16f42',
  ꓦ: '1051d 11706 118a0 118c0 16f08',
  ꓪ: '1170a 1170e 1170f 118e6 118ef',
  ꓫ: '10290 102b4 10317 10322 10527 118ec',
  ꓬ: '102b2 118a4 118dc 16f43',
  ꓜ: '102f5 118a9 118c4 118e5',
};

/** What it is read as; undefined for all others. */
export function rareLetter(codePoint: number): string | undefined {
  return letters.get(codePoint);
}

const letters = new Map(
  Object.entries(ALIKE).flatMap(([letter, codes]) =>
    codes.split(' ').map((code) => [Number.parseInt(code, 16), letter] as const),
  ),
);
