import { cut } from '../src/text.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import { doneView } from './views/questions.ts';
import { quoteSaid, quotesView, wishSaid } from './views/quotes.ts';

/** What people want done with their words in what others saved. */

const mostShown = 8;
const longestWords = 600;

export const myQuotes = command({
  name: 'quotes mine',
  summary: 'See where your words are kept, and with your name or without',
  group: 'Your words in what others saved',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    const all = await core.quotes.mine(actor);
    const wish = await core.quotes.wish(actor);
    const shown = all.slice(0, mostShown);
    const short = shown.map((one) => ({ ...one, words: cut(one.words, longestWords) }));
    return show(quotesView(short, all.length, wish));
  },
});

export const alwaysQuote = command({
  name: 'quotes always',
  summary: 'Say once for all whether you may be quoted, so that nobody asks',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'answer',
      kind: 'choice',
      choices: ['ask', 'named', 'unnamed', 'left-out'],
      summary: 'ask me each time, with my name, without it, or leave my words out',
      required: true,
    },
  ],
  examples: ['quotes always named', 'quotes always ask'],
  async run({ actor, args: { answer } }, core) {
    await core.quotes.always(actor, answer === 'ask' ? undefined : answer);
    return show(
      doneView(say`${wishSaid[answer]} ${code('quotes mine')} shows where you are quoted.`),
    );
  },
});

export const sayQuote = command({
  name: 'quotes say',
  summary: 'Say whether your name stands with your words',
  audience: 'private',
  doors: 'button',
  args: [
    { name: 'of', kind: 'number', min: 1, max: 999_999_999, summary: 'which', required: true },
    {
      name: 'wish',
      kind: 'choice',
      choices: ['named', 'unnamed', 'left-out'],
      summary: 'what is done with them',
      required: true,
    },
  ],
  async run({ actor, args }, core) {
    await core.quotes.say(actor, args.of, args.wish);
    const again = { label: 'Where I am quoted', call: { name: 'quotes mine', args: {} } };
    return revise(doneView(say`${quoteSaid[args.wish]}`, [again]));
  },
});
