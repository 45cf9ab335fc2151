import { cues } from '../cues.ts';

export const pl = cues({
  negators: 'nie nigdy nic nikt żaden żadna żadne bez ani nigdzie',
  intensifiers:
    'bardzo tak tyle naprawdę super totalnie absolutnie niezwykle strasznie mega całkowicie zawsze zbyt najbardziej',
  downtoners: 'trochę nieco prawie może raczej dość stosunkowo',
  contrasts: 'ale jednak chociaż niestety lecz oprócz natomiast',
  troubles: `opóźnienie opóźnienia opóźniony awaria awarie błąd błędy kolejka kolejki czekać czekam czekanie reklamacja skarga
    skargi problem problemy korek korki strajk poniedziałek rachunek opłata opłaty odwołany odwołane zepsuty zepsute mandat
    nic spam reklama dentysta egzamin deszcz budzik grypa`,
  remedies: `naprawiony naprawione naprawili rozwiązany rozwiązane rozwiązanie pomoc pomógł pomogli pomaga mniej bez koniec
    spadek spada szybko szybka zwrot`,
  durations:
    'sekunda sekundy sekund minuta minuty minut min godzina godziny godzin dzień dni tydzień tygodnie tygodni miesiąc miesiące miesięcy rok lata lat',
  repetitions: 'znowu znów kolejny kolejna ponownie trzeci trzecia czwarty czwarta raz',
  whys: 'dlaczego czemu',
  questions: 'dlaczego czemu kiedy co gdzie kto jak który która które czy ile ktoś',
});
