import { cues } from '../cues.ts';

export const fi = cues({
  negators: 'ei en et emme ette eivät älä ilman koskaan eikä mitään kukaan tuskin',
  intensifiers:
    'todella tosi hyvin erittäin niin super täysin ihan aivan mahtavan valtavan aina liian kaikkein mega',
  downtoners: 'vähän hieman melko melkein ehkä osittain aika suhteellisen',
  contrasts: 'mutta kuitenkin vaikka valitettavasti paitsi toisaalta',
  troubles: `myöhästyminen myöhässä vika vikaa virhe virheitä jono jonot odottaa odotan odottelu valitus ongelma ongelmia
    ongelmat peruttu lakko maanantai lasku maksu rikki katkos häiriö häiriöitä sakko mainos mainoksia hammaslääkäri tentti sade`,
  remedies: `korjattu korjasi ratkaistu ratkaisu auttoi apu apua vähemmän ilman loppui ohi esti laski nopea nopeasti hyvitetty`,
  durations:
    'sekunti sekuntia minuutti minuuttia min tunti tuntia päivä päivää viikko viikkoa kuukausi kuukautta vuosi vuotta',
  repetitions: 'taas jälleen uudestaan kolmas neljäs viides kertaa',
  whys: 'miksi',
  questions: 'miksi milloin mitä mikä missä kuka miten millainen onko voiko kuinka joku',
});
