/** Measures the built bot in each kind of place where it can keep its data. */
import { build, embedded, type Place, services } from './world.ts';

export async function inEachPlace(measure: (place: Place) => Promise<void>): Promise<void> {
  build();
  for (const make of [services, embedded]) {
    const place = await make();
    await measure(place);
    await place.remove();
  }
}
