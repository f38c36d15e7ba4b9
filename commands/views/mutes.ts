import { code, say, type Text } from '../kit/text.ts';
import type { Action, View } from '../kit/view.ts';

const about: Readonly<Record<string, string>> = {
  quote: 'you are quoted; whether with your name',
  verify: 'whether what you look after is still right',
  outdated: 'what helped you is no longer right',
  taken: 'someone looks into your question',
  accept: 'whether an answer to your question worked',
  resolved: 'a question you have too is answered',
  helped: 'your answers helped',
  expiring: 'a question of yours that nobody answered is about to be deleted',
  unread: 'nobody reads a digest you set up',
  thanks: 'your name in a digest, for what you did',
};

/** What a member is told in private, each with its switch. */
export function mutesView(muted: readonly string[]): View {
  const kinds = Object.entries(about);
  const facts = kinds.map(([kind, what]): { label: string; value: Text } => {
    return { label: kind, value: [`${what}: ${muted.includes(kind) ? 'off' : 'on'}`] };
  });
  const actions = kinds.map(([kind]): Action => {
    const isOff = muted.includes(kind);
    const name = isOff ? 'notices on' : 'notices off';
    return { label: `${kind} ${isOff ? 'on' : 'off'}`, call: { name, args: { kind } } };
  });
  return {
    name: 'notices',
    title: ['What you are told in private'],
    blocks: [
      { kind: 'facts', facts },
      { kind: 'actions', actions },
      {
        kind: 'note',
        text: say`${code('digest mine off')} stops your own digest. The card that asks you a question has its own buttons.`,
      },
    ],
  };
}
