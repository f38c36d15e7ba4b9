/**
 * A session that is meant to be killed: `session.ts <file> <name> <seed> <first day>`. Before every act it prints
 * what it is about to do, and after it that it was done; both are out before it goes on.
 */
import { writeSync } from 'node:fs';
import { type Act, after, chooseAct, lineOf } from './acts.ts';
import { createChance } from './chance.ts';
import { openCommunity, shown, typed } from './community.ts';
import { readKnowledge } from './state.ts';

export type Line =
  | { readonly kind: 'opening' | 'ready' }
  | { readonly kind: 'intent'; readonly delivery: string; readonly act: Act }
  | { readonly kind: 'done'; readonly delivery: string }
  | { readonly kind: 'failed'; readonly what: string };

const [file = '', name = '', seed = '', firstDay = ''] = process.argv.slice(2);
const mostActs = 2_000;
const print = (line: Line) => writeSync(1, `${JSON.stringify(line)}\n`);

print({ kind: 'opening' });
const { bot } = await openCommunity(file, name, Number(firstDay));
let known = readKnowledge(file);
print({ kind: 'ready' });

const chance = createChance(Number(seed));
for (let n = 1; n <= mostActs; n += 1) {
  const act = chooseAct(known, chance, `${name}word${n} ${name}more${n}`);
  const delivery = `${name}-${n}`;
  print({ kind: 'intent', delivery, act });
  const said = shown(await bot.handle(typed(act.by, delivery, lineOf(act))));
  if (!/^(posted|done):/.test(said)) {
    print({ kind: 'failed', what: `${lineOf(act)} → ${said}` });
    process.exit(1);
  }
  print({ kind: 'done', delivery });
  known = after(known, act);
}
