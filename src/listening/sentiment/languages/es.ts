import { cues } from '../cues.ts';

export const es = cues({
  negators: 'no nunca jamás jamas ni nada nadie ningún ningun ninguna ninguno sin tampoco apenas',
  intensifiers: `muy tan tanto tanta mucho mucha muchos muchas demasiado súper super totalmente absolutamente realmente
    increíblemente completamente bien re extremadamente más siempre puto puta jodidamente`,
  downtoners: 'poco algo casi quizás quizas talvez bastante ligeramente medio',
  contrasts: 'pero aunque sino excepto salvo lamentablemente embargo desgraciadamente mientras',
  troubles: `retraso retrasos retrasado avería averia averías averias caída caido caído fallo fallos error errores cola
    colas esperar esperando espera reclamación reclamaciones queja quejas problema problemas atasco atascos huelga lunes
    factura comisión comisiones cancelado cancelada cancelación roto rota estropeado multa nada mantenimiento spam
    publicidad dentista examen exámenes resaca lluvia despertador fiebre gripe`,
  remedies: `arreglado arreglada arreglar arreglan solucionado solucionada solucionar solución resuelto resuelta resolver
    ayuda ayudar ayudado menos sin fin terminado evita evitar reduce baja bajan rápido rápida reembolso`,
  durations: 'segundo segundos minuto minutos min hora horas día dias días semana semanas mes meses año años',
  repetitions: 'otro otra otros otras vez nuevamente tercera tercer cuarta cuarto quinta veces',
  whys: 'porqué qué',
  questions:
    'qué que cuándo cuando dónde donde quién quien cómo como cuál cual cuánto cuanto cuántos por alguien',
});
