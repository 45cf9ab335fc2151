import { cues } from '../cues.ts';

export const pt = cues({
  negators: 'não nao nunca jamais nem nada ninguém ninguem nenhum nenhuma sem tampouco n ñ',
  intensifiers:
    'muito tão tanto demais super totalmente absolutamente realmente extremamente completamente mais sempre bem mega',
  downtoners: 'pouco algo quase talvez bastante ligeiramente meio',
  contrasts: 'mas porém porem embora exceto infelizmente entretanto contudo enquanto',
  troubles: `atraso atrasos atrasado atrasada avaria falha falhas erro erros fila filas esperar esperando espera reclamação
    reclamações queixa queixas problema problemas engarrafamento greve segunda fatura taxa taxas cancelado cancelada
    quebrado quebrada multa nada manutenção spam propaganda dentista prova chuva despertador gripe`,
  remedies: `resolvido resolvida resolver resolveu solução consertado arrumado ajuda ajudou ajudar menos sem fim acabou evita
    reduz caiu rápido rápida reembolso`,
  durations: 'segundo segundos minuto minutos min hora horas dia dias semana semanas mês mes meses ano anos',
  repetitions: 'outro outra novamente vez terceira quarta quinta vezes',
  whys: 'porquê porque',
  questions: 'por porque quando que qual quais onde quem como quanto alguém',
});
