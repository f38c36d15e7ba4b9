/** Writes to the log where the database itself cannot grow, and closes: `full-checkpoint.ts <database>`. */
import { openCommunity, shown, typed } from './community.ts';

const [file = ''] = process.argv.slice(2);
const { bot, store } = await openCommunity(file, 'log', 1_000);
const kept: string[] = [];
for (let n = 1; n <= 5; n += 1) {
  const details = `logword${n} `.repeat(250);
  const said = shown(await bot.handle(typed(`log${n}`, `log-${n}`, `ask logword${n}\n${details}`)));
  if (/^posted:/.test(said)) kept.push(`logword${n}`);
}
const closed = await store.close().then(
  () => 'closed',
  (error: unknown) => String(error),
);
process.stdout.write(JSON.stringify({ kept, closed }));
