import { cues } from '../cues.ts';

export const nl = cues({
  negators: 'niet nie nooit geen niets niks zonder noch niemand nauwelijks',
  negatesBackwards: true,
  intensifiers:
    'heel erg zo zeer echt super mega enorm totaal absoluut ontzettend vreselijk helemaal ongelofelijk altijd te meest',
  downtoners: 'beetje wat nogal redelijk bijna misschien enigszins vrij iets',
  contrasts: 'maar echter hoewel toch helaas behalve alleen',
  troubles: `vertraging vertragingen vertraagd storing storingen fout fouten wachtrij wachten wachttijd klacht klachten
    probleem problemen file files staking maandag rekening kosten geannuleerd kapot defect boete niks niets reclame spam
    tandarts tentamen regen wekker griep`,
  remedies: `opgelost oplossen oplossing gerepareerd geholpen hulp helpt minder zonder voorbij einde voorkomt vermijdt daalt
    gedaald snel snelle terugbetaald`,
  durations: 'seconde seconden minuut minuten min uur uren dag dagen week weken maand maanden jaar jaren',
  repetitions: 'weer alweer opnieuw nog derde vierde vijfde keer',
  whys: 'waarom',
  questions: 'waarom wanneer wat waar wie hoe welke welk is zijn heeft hebben kan kunnen iemand',
});
