import { cues } from '../cues.ts';

export const de = cues({
  negators: `nicht nich net ned nie niemals kein keine keinen keinem keiner keines nichts nix ohne weder niemand kaum
    nirgends`,
  negatesBackwards: true,
  intensifiers: `sehr so total echt wirklich richtig absolut voll mega super extrem unglaublich wahnsinnig verdammt
    ziemlich zutiefst komplett völlig besonders krass unfassbar sau immer übelst`,
  downtoners: 'etwas bisschen bissl wenig eher teilweise fast vielleicht halbwegs einigermaßen relativ mäßig',
  contrasts: 'aber jedoch doch allerdings trotzdem obwohl leider außer sondern dennoch nur',
  troubles: `störung störungen ausfall ausfälle verspätung verspätungen verspätet fehler absturz abstürze warteschlange
    warteschleife warten wartezeit reklamation beschwerde mahnung rechnung gebühr gebühren panne pannen problem probleme
    stau streik montag nichts nix kaputt defekt abgesagt storniert gekündigt schienenersatzverkehr baustelle update
    werbung spam wartung zahnarzt regen wecker kopfschmerzen erkältung umleitung hotline prüfung`,
  remedies: `behoben behebt gelöst löst lösung repariert geholfen hilft hilfe weniger ohne vorbei ende beendet
    verhindert vermeidet sinkt gesunken reduziert erstattet schnell schnelle`,
  durations:
    'sekunde sekunden minute minuten min stunde stunden std tag tage tagen woche wochen monat monate monaten jahr jahre jahren',
  repetitions:
    'wieder schon erneut nochmal abermals dritte dritten drittes vierte vierten viertes fünfte mal',
  whys: 'warum wieso weshalb wozu',
  questions:
    'warum wieso weshalb wann was wo wer wen wem wie welche welcher welches woher wohin ist sind hat habt kann könnt gibt weiß',
});
