import { completion } from './completion.ts';
import { digest } from './digest.ts';
import { discord } from './discord.ts';
import { duplicates } from './duplicates.ts';
import { experts } from './experts/experts.ts';
import { routing } from './experts/routing.ts';
import { gaps } from './gaps.ts';
import { linking } from './linking.ts';
import { search } from './search/search.ts';
import { site } from './site.ts';
import { slack } from './slack.ts';
import { sweep } from './sweep.ts';
import { tags } from './tags.ts';

/** `npm run bench <name> [-- --data <folder>]`: prints figures; asserts nothing. */
const benches: Readonly<Record<string, (dataFolder: string) => Promise<void>>> = {
  digest,
  duplicates,
  sweep,
  tags,
  gaps,
  search,
  experts,
  routing,
  site,
  slack,
  discord,
  linking,
  completion,
};

const [name = '', ...rest] = process.argv.slice(2);
const folderAt = rest.indexOf('--data') + 1;
const dataFolder = (folderAt > 0 ? rest[folderAt] : undefined) ?? '../shared/data';
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) await bench(dataFolder);
else {
  console.error(`Name a bench: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 1;
}
