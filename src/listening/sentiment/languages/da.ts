import { cues } from '../cues.ts';

export const da = cues({
  negators: 'ikke ik aldrig ingen intet uden hverken næppe ej ingenting',
  negatesBackwards: true,
  intensifiers:
    'meget så virkelig helt totalt super utrolig ekstremt rigtig mega sindssygt vildt simpelthen fuldstændig altid for mest',
  downtoners: 'lidt noget ret næsten måske delvist nogenlunde forholdsvis knap',
  contrasts: 'men dog selvom desværre imidlertid undtagen ellers',
  troubles: `forsinkelse forsinkelser forsinket forsinkede nedbrud fejl kø køer vente venter ventetid klage klager problem
    problemer aflyst aflysning gebyr gebyrer regning strejke mandag ødelagt defekt ingenting intet reklame spam bøde
    tandlæge eksamen regn vækkeur omkørsel driftsstop`,
  remedies: `løst løser løsning rettet fikset hjulpet hjælp hjælper mindre færre uden slut forbi undgår undgik forhindrer
    falder faldt faldet hurtig hurtigt refunderet`,
  durations: 'sekund sekunder minut minutter min time timer dag dage uge uger måned måneder år',
  repetitions: 'igen endnu tredje fjerde femte gang gange',
  whys: 'hvorfor',
  questions: 'hvorfor hvornår hvad hvor hvem hvordan hvilken hvilket hvilke er har kan mon nogen',
});
