import { cues } from '../cues.ts';

export const fr = cues({
  negators: 'ne n pas jamais rien aucun aucune ni sans personne nullement guère',
  elides: true,
  intensifiers: `très tres trop si tellement vraiment super hyper ultra totalement absolument complètement extrêmement
    grave carrément incroyablement tant beaucoup vachement toujours particulièrement plus`,
  downtoners: 'peu assez presque légèrement plutôt quasi peut-être relativement',
  contrasts: 'mais cependant pourtant toutefois sauf malheureusement hélas quoique alors',
  troubles: `panne pannes retard retards retardé bug bugs bugue erreur erreurs file attente attendre attends réclamation
    réclamations plainte plaintes problème problèmes problemes bouchon bouchons grève grèves lundi facture frais annulé
    annulée annulation cassé cassée coupure coupures rien spam pub amende dentiste examen réveil pluie grippe travaux
    maintenance incident`,
  remedies: `réparé réparée réparer résolu résolue résoudre réglé réglée régler aide aider aidé moins sans fin terminé
    terminée évite éviter évité réduit baisse remboursé remboursée rapide rapidement solution`,
  durations:
    'seconde secondes minute minutes min heure heures h jour jours semaine semaines mois an ans année années',
  repetitions: 'encore nouveau autre énième troisième quatrième cinquième fois',
  whys: 'pourquoi',
  questions: "pourquoi quand quoi où ou qui comment quel quelle quels quelles combien est-ce quelqu'un que",
});
