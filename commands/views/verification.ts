import type { Snippet } from '../../src/model.ts';
import { say, strong } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';
import { notice } from './notices.ts';
import { snippetFacts } from './phrases.ts';

/** What is kept and was not verified for long, for its owner. */
export function verifyView(snippets: readonly Snippet[]): View {
  const [what, them] = snippets.length === 1 ? ['this', 'it'] : ['these', 'them'];
  const view = notice(
    'verify',
    say`You look after what is kept here. Is ${what} still right? Others are shown ${them} when they ask.`,
    [],
    'verify',
  );
  const items = snippets.map((snippet): Block => {
    const args = { snippet: String(snippet.number) };
    return {
      kind: 'item',
      title: say`${strong(`S${snippet.number}`)} ${snippet.title}`,
      lines: [snippetFacts(snippet)],
      quote: snippet.answer,
      actions: [
        { label: `Still right S${snippet.number}`, call: { name: 'snippet verify', args } },
        { label: `Edit S${snippet.number}`, call: { name: 'snippet edit', args } },
        { label: `Outdated S${snippet.number}`, call: { name: 'snippet outdated', args } },
      ],
    };
  });
  const [first, ...rest] = view.blocks;
  return { ...view, blocks: [...(first ? [first] : []), ...items, ...rest] };
}
