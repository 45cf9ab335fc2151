import { cues } from '../cues.ts';

export const en = cues({
  negators: `not no never none nobody nothing neither nor nowhere without hardly barely cannot cant can't don't dont
    doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't werent won't wont wouldn't wouldnt
    couldn't couldnt shouldn't shouldnt ain't aint haven't havent hasn't hasnt hadn't hadnt`,
  intensifiers: `very really so such too extremely absolutely totally completely incredibly super truly deeply
    insanely utterly seriously fucking freaking damn bloody most highly especially particularly always`,
  downtoners: `slightly somewhat kinda kind sort rather quite fairly little bit partly almost maybe perhaps
    possibly relatively mildly sorta`,
  contrasts: 'but however yet although though except unfortunately until while',
  troubles: `outage outages delay delays delayed bug bugs crash crashes crashing error errors queue queues waiting
    wait refund refunds complaint complaints cancellation cancelled canceled cancel fee fees charge charges charged
    overcharged downtime maintenance traffic monday mondays problem problems issue issues failure failures fail fails
    nothing breakdown broken down hold spam ads virus flat headache migraine rain raining homework alarm redirect
    strike strikes lag lagging scam captcha invoice bill debt rejection surgery dentist flu cold`,
  remedies: `fix fixed fixes fixing solve solved solves resolve resolved resolving sorted help helped helping
    prevent prevents prevented avoid avoided less fewer without end ended ends over reduce reduced reduces drop drops
    dropped fell decline declined waive waived refunded quick quickly`,
  durations:
    'second seconds minute minutes min mins hour hours hrs day days week weeks month months year years',
  repetitions: 'another again yet third fourth fifth third-time times',
  whys: 'why',
  questions:
    'why when what where who whom whose which how is are do does did can could will would has have any anyone',
});
