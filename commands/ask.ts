import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import { limits } from '../src/limits.ts';
import type { Actor, Message, Person } from '../src/model.ts';
import type { Asked } from '../src/questions.ts';
import { command } from './kit/command.ts';
import { type Reply, revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { answerArg, snippetArg, tagsArg, theAnswer, theSnippet } from './references.ts';
import { suggestionsView } from './views/knowledge.ts';
import { doneView, postedView, questionCard } from './views/questions.ts';

const questionArg = {
  name: 'question',
  kind: 'line',
  max: limits.title,
  summary: 'the question in one line',
  required: true,
} as const;

const detailsArg = {
  name: 'details',
  kind: 'text',
  max: limits.text,
  summary: 'what you tried, what happened, code',
  required: false,
} as const;

export const ask = command({
  name: 'ask',
  summary: 'Ask the community',
  audience: 'private',
  doors: 'all',
  happensIn: 'channel',
  anywhere: 'Ask the community',
  args: [
    questionArg,
    detailsArg,
    tagsArg,
    { name: 'anonymous', kind: 'flag', summary: 'hide your name', required: false },
  ],
  examples: [
    'ask How do I undo the last commit but keep my changes? #git',
    'ask "Why is this query slow?" "It scans the whole table." tags:postgres,sql',
  ],
  phrases: [
    {
      like: 'how do I undo a commit?',
      pattern: /^(how (?:do|can|could|should|would) (?:i|we|you|one)\b.*)$/is,
    },
    { like: 'why does the build fail?', pattern: /^((?:why|where|when|which) .+\?.*)$/is },
    {
      like: 'what is the best way to test this?',
      pattern: /^(what(?:'s|’s| is) the (?:best|right|easiest) .+)$/is,
    },
    { like: 'does anyone know a linter for SQL?', pattern: /^(does any(?:one|body) .+)$/is },
  ],
  onMessage: {
    label: 'Ask the community',
    // Whoever chooses it asks: they decide which answer worked. Words of another are quoted as theirs.
    async read({ message, actor }, core) {
      const author = message.author && (await core.members.find(actor, message.author));
      const isMine = author?.id === actor.memberId;
      return { args: isMine ? asOwn(message.text) : asQuoted(message, author), isForm: true };
    },
  },
  async run({ actor, args }, core) {
    const asked = {
      title: args.question,
      body: args.details ?? '',
      tags: args.tags,
      anonymous: args.anonymous,
      channelId: actor.channelId,
    };
    core.questions.check(asked);
    const text = { title: asked.title, details: asked.body };
    const suggested = await core.knowledge.suggest(actor, text);
    const draft = { command: 'ask', args: asked };
    const limit = await core.questions.limit(actor);
    if (suggested.found.length === 0) {
      if (limit === undefined) return post(core, actor, asked, show);
      const kept = String(await core.drafts.keep(actor, draft));
      const later = { label: 'Post it then', call: { name: 'post', args: { draft: kept } } };
      return show(doneView(say`${limit} Your question is kept.`, [later]));
    }
    const draftId = await core.knowledge.keepDraft(actor, draft, suggested);
    return show(suggestionsView(suggested.found, draftId));
  },
});

/** "Ask anyway": posts the question that suggestions were shown for. */
export const postDraft = command({
  name: 'post',
  summary: 'Post a question that was kept as a draft',
  audience: 'private',
  doors: 'button',
  happensIn: 'channel',
  args: [{ name: 'draft', kind: 'number', min: 1, max: 1e9, summary: 'the draft', required: true }],
  async run({ actor, args }, core) {
    const draft = await core.drafts.find(actor, args.draft);
    if (draft?.command !== 'ask') {
      throw new KnownError(
        'not_found',
        'This question was posted already, or its draft has expired. `questions mine` shows yours.',
      );
    }
    // `ask` alone keeps drafts of this command, and keeps them whole.
    const asked = draft.args as unknown as Asked;
    return post(core, actor, { ...asked, draftId: args.draft }, revise);
  },
});

/** A post in a forum is out already: there is nothing to look for first, and nothing to post. */
export const takeUp = command({
  name: 'take-up',
  summary: 'Take a post in a forum up as a question',
  audience: 'private',
  doors: 'button',
  args: [questionArg, detailsArg, tagsArg],
  async run({ actor, args }, core) {
    const asked = { title: args.question, body: args.details ?? '', tags: args.tags };
    return post(core, actor, { ...asked, anonymous: false }, show);
  },
});

/** "This solved it": credits the answer that spared a question. */
export const solved = command({
  name: 'solved',
  summary: 'Say that a kept answer solved it',
  audience: 'private',
  doors: 'button',
  args: [
    { ...answerArg, required: false },
    { ...snippetArg, required: false },
    { name: 'draft', kind: 'number', min: 1, max: 1e9, summary: 'the draft', required: false },
  ],
  async run({ actor, args }, core) {
    const what = args.answer
      ? { answerId: (await theAnswer(core, actor, args.answer)).answer.id }
      : { snippetId: (await theSnippet(core, actor, args.snippet ?? '')).id };
    await core.knowledge.markSolved(actor, what, args.draft);
    return revise(
      doneView(say`Glad it helped. Its author has been credited, and nothing was posted.`),
    );
  },
});

async function post(
  core: Core,
  actor: Actor,
  asked: Asked,
  reply: (...args: Parameters<typeof show>) => Reply,
): Promise<Reply> {
  const question = await core.questions.ask(actor, asked);
  await core.gaps.noteQuestion(actor, question);
  const beside = await core.beside(actor, question);
  return reply(postedView(question, beside), [questionCard({ question, answers: [] }, beside)]);
}

/** The first line, or as much of it as is one sentence, is the question; the rest are its details. */
function asOwn(text: string): Record<string, string> {
  const said = text.trim();
  const line = said.split('\n', 1)[0] ?? '';
  const sentence = /^.{10,}?[.?!](?=\s)/.exec(line)?.[0] ?? line;
  const question = sentence.length <= limits.title ? sentence : '';
  return { question: question.trim(), details: said.slice(question.length).trim() };
}

function asQuoted(message: Message, author: Person | undefined): Record<string, string> {
  const { question = '' } = asOwn(message.text);
  const who = author ? `@${author.handle}` : (message.author?.name ?? 'a bot');
  const quote = message.text.trim().replace(/^/gm, '> ');
  const details = [`${who} wrote:`, quote, ...(message.link ? [message.link] : [])].join('\n\n');
  return { question, details };
}
