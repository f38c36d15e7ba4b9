import type { Found } from '../../src/knowledge.ts';
import type { Snippet } from '../../src/model.ts';
import type { Paged } from '../../src/store/page.ts';
import { code, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { answerFacts, pageActions, snippetFacts, tagList, trustFacts } from './phrases.ts';

/** Answers that may spare the question, before it is posted. */
export function suggestionsView(found: readonly Found[], draftId: number): View {
  const draft = String(draftId);
  const items = found.map((one): Block => {
    const { item, name } = foundItem(one);
    const solved: Action = {
      label: 'This solved it',
      call: { name: 'solved', args: { ...name, draft } },
      style: 'primary',
    };
    return { ...item, actions: [solved, ...item.actions] };
  });
  const post: Action = { label: 'Ask anyway', call: { name: 'post', args: { draft } } };
  return {
    name: 'suggestions',
    title: ['This may answer it already'],
    blocks: [
      ...items,
      { kind: 'note', text: ['Your question is not posted yet.'] },
      { kind: 'actions', actions: [post] },
    ],
  };
}

/** A page of search results. */
export function searchView(search: {
  readonly words: string;
  readonly tag: string | undefined;
  readonly found: Paged<Found>;
  readonly page: number;
  readonly pages: number;
  readonly to: ((page: number) => Action['call']) | undefined;
}): View {
  const { words, found, page, pages, to } = search;
  const title = say`${found.total} found for “${words}”${pages > 1 ? `, page ${page} of ${pages}` : ''}`;
  if (found.total === 0) {
    const under = search.tag === undefined ? '' : ` under #${search.tag}`;
    const next = say`Nothing kept${under} fits “${words}”. Try other words, or ask the community: ${code('ask')}.`;
    return { name: 'search', title: ['Nothing found'], blocks: [{ kind: 'note', text: next }] };
  }
  const pager = to ? pageActions(page, pages, to) : [];
  const more: Block[] = pager.length > 0 ? [{ kind: 'actions', actions: pager }] : [];
  return {
    name: 'search',
    title,
    blocks: [...found.items.map((one) => foundItem(one).item), ...more],
  };
}

type Item = Extract<Block, { kind: 'item' }>;

/** What was found as an item, and the arguments that name it. */
function foundItem(found: Found): { item: Item; name: Record<string, string> } {
  const { snippet, question, answer } = found;
  const text: Text = found.extract.map((piece) => {
    if (piece.code) return code(piece.text);
    return piece.hit ? strong(piece.text) : piece.text;
  });
  if (question && answer) {
    const name = `${question.number}.${answer.number}`;
    const kept = snippet ? say`kept as S${snippet.number} · ` : [];
    const trust = snippet ? say` · ${trustFacts(snippet)}` : [];
    return {
      name: { answer: name },
      item: {
        kind: 'item',
        title: say`${strong(`#${question.number}`)} ${found.title}`,
        lines: [text, say`${kept}answer ${name} by ${answerFacts(answer)}${trust}`],
        actions: [showAction('show', 'question', question.number, `Show #${question.number}`)],
      },
    };
  }
  const number = snippet?.number ?? 0;
  return {
    name: { snippet: String(number) },
    item: {
      kind: 'item',
      title: say`${strong(`S${number}`)} ${found.title}`,
      lines: [text, snippet ? snippetFacts(snippet) : []],
      actions: [showAction('snippet show', 'snippet', number, `Show S${number}`)],
    },
  };
}

function showAction(name: string, arg: string, number: number, label: string): Action {
  return { label, call: { name, args: { [arg]: String(number) } } };
}

/** @param insteadOf the number of the snippet that was looked for, when this one stands in its place */
export function snippetView(
  snippet: Snippet,
  { insteadOf, mayEdit }: { readonly insteadOf: number | undefined; readonly mayEdit: boolean },
): View {
  const number = String(snippet.number);
  const blocks: Block[] = [];
  if (insteadOf !== undefined) {
    const text = say`S${insteadOf} was replaced by this. ${code(`snippet history S${insteadOf}`)} shows what became of it.`;
    blocks.push({ kind: 'note', text });
  }
  if (snippet.outdatedAt !== null) {
    blocks.push({ kind: 'prose', text: [strong('Outdated: this is said to be no longer right.')] });
  }
  if (snippet.question) blocks.push({ kind: 'quote', text: snippet.question });
  blocks.push({
    kind: 'item',
    title: [strong('Answer')],
    lines: [],
    quote: snippet.answer,
    actions: [],
  });
  const from = snippet.questionNumber === null ? [] : say` · from #${snippet.questionNumber}`;
  blocks.push({ kind: 'note', text: say`${snippetFacts({ ...snippet, tags: [] })}${from}` });
  if (snippet.tags.length > 0) blocks.push({ kind: 'note', text: tagList(snippet.tags) });
  blocks.push({
    kind: 'actions',
    actions: [
      ...(mayEdit
        ? [showAction('snippet edit', 'snippet', snippet.number, `Edit S${number}`)]
        : []),
      {
        label: `History of S${number}`,
        call: { name: 'snippet history', args: { snippet: number } },
      },
    ],
  });
  return { name: 'snippet', title: say`S${number} ${snippet.title}`, blocks };
}
