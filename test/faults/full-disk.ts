/** Writes until the disk takes no more, then reads: `full-disk.ts <file>`. Prints what was said, as JSON. */
import { type Act, after, chooseAct, lineOf } from './acts.ts';
import { createChance } from './chance.ts';
import { openCommunity, shown, typed } from './community.ts';
import { readKnowledge } from './state.ts';

/** What became of a session on a disk that filled up. */
export interface FullDisk {
  readonly refused: { readonly delivery: string; readonly act: Act; readonly said: string };
  readonly done: number;
  readonly read: readonly string[];
}

const [file = ''] = process.argv.slice(2);
const { bot } = await openCommunity(file, 'full', 1_000);
let known = readKnowledge(file);
const chance = createChance(1);

async function fill(): Promise<Pick<FullDisk, 'refused' | 'done'>> {
  for (let n = 1; ; n += 1) {
    const act = chooseAct(known, chance, `fullword${n}`);
    const delivery = `full-${n}`;
    const said = shown(await bot.handle(typed(act.by, delivery, lineOf(act))));
    if (!/^(posted|done):/.test(said)) return { refused: { delivery, act, said }, done: n - 1 };
    known = after(known, act);
  }
}

const filled = await fill();
const read = [];
for (const line of ['show 1', 'questions open', 'search wordone', 'help']) {
  read.push(shown(await bot.handle(typed('ann', `read ${line}`, line))).replace(/:.*/s, ''));
}
process.stdout.write(JSON.stringify({ ...filled, read } satisfies FullDisk));
