/** `npm run schema`: writes team.schema.json anew from the schemas. Run it when a network's account changes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../src/kit/root.ts';
import { loadNetworks } from '../src/networks/load.ts';
import { teamSchema } from './team/schema.ts';
import { loadSections } from './team/section.ts';

const schema = teamSchema(await loadNetworks(), await loadSections());
await writeFile(join(packageRoot(), 'config', 'team.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
