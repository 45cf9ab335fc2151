import { cues } from '../cues.ts';

export const sv = cues({
  negators: 'inte icke aldrig ingen inget inga utan varken knappast ej ingenting',
  negatesBackwards: true,
  intensifiers:
    'mycket så verkligen helt totalt super otroligt extremt riktigt mega sjukt jätte fullständigt alltid för mest väldigt',
  downtoners: 'lite något ganska nästan kanske delvis någorlunda relativt knappt',
  contrasts: 'men dock fast tyvärr däremot utom annars',
  troubles: `försening förseningar försenad försenat avbrott driftstopp fel kö köer vänta väntar väntetid klagomål problem
    inställd inställt avgift avgifter räkning strejk måndag trasig trasigt ingenting reklam spam böter tandläkare tenta regn`,
  remedies: `löst löser lösning fixat fixar rättat hjälpt hjälp hjälper mindre färre utan slut över undviker förhindrar
    sjunker minskar snabb snabbt återbetalat`,
  durations: 'sekund sekunder minut minuter min timme timmar dag dagar vecka veckor månad månader år',
  repetitions: 'igen ännu tredje fjärde femte gång gånger',
  whys: 'varför',
  questions: 'varför när vad var vem hur vilken vilket vilka är har kan någon',
});
