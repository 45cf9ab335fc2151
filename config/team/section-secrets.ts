/** Secrets in the sections of jobs: `${NAME}` filled in from the environment, in the keys that a section names. */
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';
import { faultAt } from './issues.ts';
import type { AnySection } from './section.ts';

export interface Filling {
  value: unknown;
  faults: Fault[];
}

/** `file`: the whole raw file. */
export function fillSecrets(
  file: unknown,
  sections: readonly AnySection[],
  environment: Readonly<Record<string, string | undefined>>,
  lineOf: (path: readonly PropertyKey[]) => number,
): Filling {
  const faults: Fault[] = [];
  const fill = (value: unknown, path: PropertyKey[], keys: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index], keys));
    if (typeof value === 'string' && keys.includes(String(path.at(-1)))) return filled(value, path);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fill(inner, [...path, key], keys)]),
    );
  };
  const filled = (text: string, path: PropertyKey[]) =>
    text.replace(/\$\{([^}]*)\}/g, (written, name: string) => {
      const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (found) return found;
      const message = t('The environment has no {name}.', { name });
      const remedy = t('Set it, for example in the service that starts the bot: {name}=…', { name });
      faults.push(faultAt({ at: [], lineOf }, path, 'missing_variable', message, remedy));
      return written;
    });
  if (typeof file !== 'object' || file === null) return { value: file, faults };
  const parts = sections.flatMap(({ key, secrets }) =>
    secrets && Object.hasOwn(file, key) ? [[key, fill(Reflect.get(file, key), [key], secrets)]] : [],
  );
  return { value: { ...file, ...Object.fromEntries(parts) }, faults };
}

/** Whether what stands at this path must not be shown. */
export function isSecret(path: readonly PropertyKey[], sections: readonly AnySection[]): boolean {
  const section = sections.find(({ key }) => key === path[0]);
  return section?.secrets?.includes(String(path.at(-1))) ?? false;
}
