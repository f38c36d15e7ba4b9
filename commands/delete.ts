import { type Doomed, nameOf } from '../src/deleting.ts';
import { cardKey } from '../src/notices/cards.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { say, strong } from './kit/text.ts';
import { answerArg, answerName, questionArg, snippetArg } from './references.ts';
import { deletingView } from './views/deleting.ts';
import { doneView, goneCard, questionCard } from './views/questions.ts';

/** Texts that are to be gone: first what that means, then it happens. */

const whatArg = {
  name: 'what',
  kind: 'reference',
  summary: 'the number of a question, an answer or a snippet',
  example: '#42, 42.1 or S7',
  required: true,
  canonical: (text: string) => {
    const snippet = /^s/i.test(text) ? snippetArg.canonical(text) : undefined;
    if (snippet !== undefined) return `S${snippet}`;
    return questionArg.canonical(text) ?? answerArg.canonical(text);
  },
  suggest: questionArg.suggest,
} as const;

function readDoomed(what: string): Doomed {
  if (what.startsWith('S')) return { kind: 'snippet', snippet: Number(what.slice(1)) };
  return what.includes('.')
    ? { kind: 'answer', ...answerName(what) }
    : { kind: 'question', question: Number(what) };
}

export const deleteText = command({
  name: 'delete',
  summary: 'Delete a question, an answer or a snippet; first you see what that means',
  audience: 'private',
  doors: 'all',
  args: [whatArg],
  examples: ['delete 42.1', 'delete S7'],
  async run({ actor, args }, core) {
    const doomed = readDoomed(args.what);
    return show(
      deletingView(nameOf(doomed), args.what, await core.deleting.preview(actor, doomed)),
    );
  },
});

/** The second step: it happens. */
export const deleteNow = command({
  name: 'delete-now',
  summary: 'Delete it, and no way back',
  audience: 'private',
  doors: 'button',
  args: [whatArg],
  async run({ actor, args }, core) {
    const doomed = readDoomed(args.what);
    const deleted = await core.deleting.remove(actor, doomed);
    const done = doneView(say`${strong(nameOf(doomed))} is deleted.`);
    if (deleted.kind === 'changed') return show(done, [questionCard(deleted.thread)]);
    if (deleted.kind === 'snippet') return show(done);
    const { number, channel } = deleted.question;
    return show(done, [{ key: cardKey(number), channel, view: goneCard(number) }]);
  },
});
