/**
 * Latin letters in disguise. Unicode gives these no decomposition, so that normalisation leaves them as they are.
 */

/** Small capitals and the letters of phonetic alphabets that pass for plain ones: ᴄᴀꜱɪɴᴏ. No orthography mixes them in. */
export const SMALL_LETTERS = pairs(
  'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɑa ɡg ꬰa ꬲe ꬴg ꬵf ꬷl ꬹm ꬺm ꬻn ꬽo ꭇr ꭈr ꭎu ꭒu ꭖx ꭗx ꭘx ꭙx ꭚy ʋv ⱱv ɯw ƨs ƽs ƅb',
);

/** Letters with a stroke, a hook or a tail, and ligatures: marks that are part of the letter. */
export const STRUCK_LETTERS = pairs(
  'øo łl đd ħh ŧt ƀb ȼc ɇe ǥg ɨi ɉj ꝁk ƙk ƚl ⱡl ɫl ꞥn ɲn ꝋo ɵo ᵽp ꝑp ꝗq ɍr ꞧr ꞩs ȿs ⱦt ʉu ɏy ƶz ⱥa ꞡg ꞣk æae œoe ꜳaa ɓb ƈc ɗd ɖd ƒf ɠg ɦh ɩi ĸk ɱm ɳn ŋn ƞn ƥp ʠq ɽr ʂs ƭt ʈt ƴy ʐz ȥz ᶏa ᶒe ᵬb ᵭd ᵮf ᵯm ᵰn ᵱp ᵲr ᵳr ᵴs ᵵt ᵶz ᶀb ᶁd ᶂf ᶃg ᶄk ᶅl ᶆm ᶇn ᶈp ᶉr ᶊs ᶌv ᶍx ᶎz ⱨh ⱪk ⱬz ȣou',
  'ØO ŁL ĐD ĦH ŦT ɃB ȻC ɆE ǤG ƗI ɈJ ꝀK ƘK ȽL ⱠL ⱢL ꞤN ꝊO ƟO ⱣP ꝐP ꝖQ ɌR ꞦR ꞨS ȾT ɄU ɎY ƵZ ȺA ꞠG ꞢK ÆAE ŒOE ƁB ƇC ƊD ƉD ƑF ƓG ƝN ŊN ƤP ƬT ƮT ƳY ȤZ ⱧH ⱩK ⱫZ ÐD',
);

function pairs(...lists: string[]): ReadonlyMap<string, string> {
  const all = lists.flatMap((list) => list.split(' '));
  return new Map(all.map((pair) => [pair.slice(0, 1), pair.slice(1)]));
}
