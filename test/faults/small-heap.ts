/** A flood in a small heap, in the middle of which the program stands still: `small-heap.ts <database>`. */
import { openCommunity, shown, typed } from './community.ts';

const members = 60;
const each = 50;
const stillFor = 2_000;

const [file = ''] = process.argv.slice(2);
const { bot, store } = await openCommunity(file, 'heap', 1_000);
const flood = Array.from({ length: members * each }, (_, n) =>
  bot.handle(typed(`m${n % members}`, `flood-${n}`, n % 3 === 0 ? 'questions open' : 'help')),
);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillFor);
const outcomes = await Promise.all(flood);
const answered = outcomes.filter((outcome) => outcome !== undefined).length;
const bugs = outcomes.filter((outcome) => outcome && /reference/.test(shown(outcome))).length;
const after = shown(await bot.handle(typed('ann', 'after', 'ask How is it now?')));
await store.close();
process.stdout.write(JSON.stringify({ answered, bugs, after: after.split(':')[0] }));
