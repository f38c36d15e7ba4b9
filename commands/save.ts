import { limits } from '../src/limits.ts';
import { questionOf } from './here.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, say, strong } from './kit/text.ts';
import { messageArg, tagsArg } from './references.ts';
import { undoAction } from './undo.ts';
import { doneView } from './views/questions.ts';

/** "Save as knowledge": a message, or what is typed, becomes a snippet. */
export const save = command({
  name: 'save',
  summary: 'Keep a question and its answer as knowledge',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'title',
      kind: 'line',
      max: limits.title,
      summary: 'the question that it answers',
      required: true,
    },
    { name: 'answer', kind: 'text', max: limits.text, summary: 'what to keep', required: true },
    {
      name: 'details',
      kind: 'text',
      max: limits.text,
      summary: 'more about the question',
      required: false,
    },
    tagsArg,
    { ...messageArg, required: false },
  ],
  examples: ['save "How do we review code?" "In pairs, the same day." tags:review'],
  onMessage: {
    label: 'Save as knowledge',
    /** In the thread of a question, that is what it answers. */
    async read({ actor, message }, core) {
      const { thread = message.id, channelId } = actor;
      const number = await questionOf(core, channelId, thread);
      const question = number && (await core.questions.find(actor, Number(number)));
      const about = question
        ? { title: question.title, details: question.body, tags: question.tags.join(',') }
        : {};
      return { args: { ...about, answer: message.text.trim() }, isForm: true };
    },
  },
  async run({ actor, args, message }, core) {
    const { title, answer, details = '', tags } = args;
    const author = message?.author && (await core.members.author(actor, message.author));
    const words = message && author ? { message, author } : undefined;
    const kept = { title, answer, question: details, tags };
    const { number } = await core.conversation.save(actor, kept, words);
    const text = say`Kept as ${strong(`S${number}`)}. ${code(`snippet edit S${number}`)} corrects it.`;
    const open = { name: 'snippet show', args: { snippet: String(number) } };
    const undo = await undoAction(core, actor, number);
    return show(doneView(text, [{ label: `Show S${number}`, call: open }, ...undo]));
  },
});
