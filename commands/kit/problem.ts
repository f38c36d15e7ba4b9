import { withoutSecrets } from '../../src/secrets.ts';
import { isProse } from './args.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { sentence, type Text } from './text.ts';
import type { Block, View } from './view.ts';

/** Typed words that stand in the line above are not given back; those of a form are gone from it. */
const shortWords = 40;

/** What went wrong, for the member alone, and what to do next. */
export function problemView(what: string, next: Text = []): View {
  const blocks: Block[] = next.length > 0 ? [{ kind: 'note', text: next }] : [];
  return {
    name: 'problem',
    title: [],
    blocks: [{ kind: 'prose', text: sentence(what) }, ...blocks],
  };
}

/** The view, with the prose of a call that came to nothing: whoever typed it gets it back. */
export function withWords(
  view: View,
  called: { readonly command: Command; readonly call: Call } | undefined,
  isForm: boolean,
): View {
  const prose = called?.command.args.filter(isProse) ?? [];
  const words = prose.flatMap((arg) => called?.call.args[arg.name] ?? []).join('\n\n');
  if (words === '' || (words.length <= shortWords && !isForm)) return view;
  const note: Block = { kind: 'note', text: ['What you wrote, so that it is not lost:'] };
  return {
    ...view,
    blocks: [...view.blocks, note, { kind: 'quote', text: withoutSecrets(words) }],
  };
}
