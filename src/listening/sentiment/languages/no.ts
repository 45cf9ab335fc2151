import { cues } from '../cues.ts';

export const no = cues({
  negators: 'ikke ikkje aldri ingen intet uten verken neppe ei ingenting',
  negatesBackwards: true,
  intensifiers:
    'veldig så virkelig helt totalt super utrolig ekstremt skikkelig mega sykt kjempe fullstendig alltid for mest svært',
  downtoners: 'litt noe ganske nesten kanskje delvis noenlunde forholdsvis knapt',
  contrasts: 'men dog selv dessverre derimot unntatt ellers',
  troubles: `forsinkelse forsinkelser forsinket nedetid feil kø køer vente venter ventetid klage klager problem problemer
    avlyst innstilt gebyr gebyrer regning streik mandag ødelagt defekt ingenting reklame spam bot tannlege eksamen regn`,
  remedies: `løst løser løsning rettet fikset hjulpet hjelp hjelper mindre færre uten slutt over unngår forhindrer faller
    falt rask raskt refundert`,
  durations: 'sekund sekunder minutt minutter min time timer dag dager uke uker måned måneder år',
  repetitions: 'igjen enda nok tredje fjerde femte gang ganger',
  whys: 'hvorfor',
  questions: 'hvorfor når hva hvor hvem hvordan hvilken hvilket hvilke er har kan noen',
});
