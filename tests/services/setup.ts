/** Runs before and after all service tests: one server of each kind, unless the environment names others. */
import type { TestProject } from 'vitest/node';
import { makePostgres, makeRedis, type Service } from './services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    redisUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Service[] = [];
  const given = async (url: string | undefined, make: () => Promise<Service>) => {
    if (url) return url;
    const service = await make();
    started.push(service);
    await service.start();
    return service.url;
  };
  project.provide('postgresUrl', await given(process.env.TEST_DATABASE_URL, makePostgres));
  project.provide('redisUrl', await given(process.env.TEST_REDIS_URL, makeRedis));
  return async () => {
    await Promise.all(started.map((service) => service.remove()));
  };
}
