import { cues } from '../cues.ts';

export const it = cues({
  negators: 'non mai né niente nulla nessuno nessuna senza neanche nemmeno neppure',
  elides: true,
  intensifiers:
    'molto così troppo tanto davvero veramente super totalmente assolutamente estremamente completamente proprio più sempre incredibilmente',
  downtoners: 'poco abbastanza quasi forse leggermente piuttosto',
  contrasts: 'ma però tuttavia sebbene purtroppo eccetto tranne mentre',
  troubles: `ritardo ritardi guasto guasti errore errori coda code aspettare aspetto attesa reclamo reclami problema problemi
    sciopero scioperi lunedì fattura bolletta costi cancellato cancellata rotto rotta multa niente manutenzione spam
    pubblicità dentista esame pioggia sveglia influenza disservizio disservizi`,
  remedies: `risolto risolta risolvere soluzione riparato aggiustato aiuto aiutato aiutare meno senza fine finito evita ridotto
    cala rimborsato veloce rapido`,
  durations:
    'secondo secondi minuto minuti min ora ore giorno giorni settimana settimane mese mesi anno anni',
  repetitions: 'ancora altro altra ennesimo ennesima nuovo terza quarta quinta volta volte',
  whys: 'perché perche',
  questions: 'perché perche quando cosa che dove chi come quale quali quanto qualcuno',
});
