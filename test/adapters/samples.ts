import type { Outcome } from '../../commands/kit/request.ts';
import type { Text } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { day, type Stage } from './stage.ts';

/** A line that makes the bot show one kind of view, whoever renders it. */
export interface Sample {
  readonly name: string;
  readonly member: string;
  readonly channel: string;
  readonly line: string;
}

const sample = (name: string, line: string, member = 'ana', channel = 'git'): Sample => {
  return { name, member, channel, line };
};

/** Every kind of view, over the community that `play` leaves. None changes what the others show. */
export const samples: readonly Sample[] = [
  sample('a question with its answers', 'show 1'),
  sample('suggestions before asking', 'ask How to undo the last commit but keep my changes?'),
  sample('a page of search results', 'search git branch'),
  sample('a search without results', 'search zeppelin'),
  sample('a list of questions', 'questions open'),
  sample('an empty list', 'questions mine', 'chloe'),
  sample('a snippet', 'snippet show S1'),
  sample('the history of an answer', 'history 1.1'),
  sample('what is looked over before it is kept', 'save "The export" "It failed yesterday."'),
  sample('where one is quoted', 'quotes mine'),
  sample('experts', 'find-expert git'),
  sample('a profile', 'profile @ben'),
  sample('what a member knows', 'expertise list @ben'),
  sample('a digest', 'digest now 30'),
  sample('an empty digest', 'digest preview 1', 'ana', 'databases'),
  sample('home', 'home', 'ben'),
  sample('the home of who has nothing yet', 'home', 'chloe'),
  sample('help', 'help'),
  sample('help on one command', 'help ask'),
  sample('a problem', 'accept 99.1'),
  sample('something done', 'helpful 1.2', 'ana'),
];

const soft = `Use git reset with --soft:

\`\`\`sh
git reset --soft HEAD~1
git status   # the changes are staged
\`\`\`

The commit is gone; **your changes stay**.`;

const others = [
  ['Can I rename a branch?', 'git branch -m renames the branch you are on.'],
  ['Stale remote heads pile up after merges', 'git fetch --prune forgets each gone branch.'],
  ['Where did my stash go?', 'git stash list; then git stash branch rescues it.'],
  ['Protecting main from force pushes', 'In the settings: branch rules, for git and for people.'],
  ['Which tool draws history nicely?', 'git log --graph shows every branch.'],
  ['Signing tags with an SSH key', 'git config gpg.format ssh, then sign on any branch.'],
] as const;

/** Days of a community's life: asked, answered, edited, accepted, declared, endorsed. */
export async function play(stage: Stage): Promise<void> {
  const acts: readonly (readonly [string, string, string])[] = [
    [
      'ana',
      'git',
      'ask "How do I undo the last commit but keep my changes?" "I committed to main by mistake. Nothing is pushed yet." tags:git,undo',
    ],
    ['ben', 'git', `answer 1 ${soft}`],
    ['chloe', 'git', 'answer 1 git commit --amend is enough when only the message is wrong.'],
    ['ana', 'git', 'accept 1.1'],
    ['chloe', 'git', 'helpful 1.1'],
    ['ben', 'git', 'edit 1.1 Use git reset --soft HEAD~1: the commit goes, your changes stay.'],
    ['ben', 'git', 'expertise add git rebase'],
    ['ana', 'git', 'expertise endorse @ben git'],
  ];
  for (const [member, channel, line] of acts) {
    await done(stage, member, channel, line);
    stage.pass(60 * 60 * 1000);
  }
  for (const [i, [question, answer]] of others.entries()) {
    stage.pass(day);
    await done(stage, 'ana', 'git', `ask "${question}" tags:git`);
    await done(stage, 'ben', 'git', `answer ${i + 2} ${answer}`);
  }
  stage.pass(3 * day);
}

/** @throws Error when the line was not done: the samples would not be what they are called. */
async function done(stage: Stage, member: string, channel: string, line: string): Promise<void> {
  const outcome = await stage.tell(member, channel, line);
  const isPosted = outcome.reply.kind !== 'form' && outcome.reply.view.name !== 'problem';
  if (outcome.reply.kind === 'show' && outcome.reply.view.name === 'suggestions') {
    throw new Error(`"${line}" got suggestions`);
  }
  if (!isPosted) throw new Error(`"${line}" was not done: ${JSON.stringify(outcome)}`);
}

/** The view that an outcome shows. */
export function viewOf({ reply }: Outcome): View {
  if (reply.kind === 'form') throw new Error(`a form: ${reply.form.title}`);
  return reply.view;
}

/** The words that a reader of the view must see, block by block, in their order. Times vary. */
export function visibleWords(view: View): readonly (readonly string[])[] {
  return [wordsOf(view.title), ...view.blocks.map(wordsOfBlock)];
}

function wordsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'prose':
    case 'note':
    case 'file':
    case 'image':
      return wordsOf(block.text);
    case 'quote':
      return split(block.text);
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [...split(label), ...wordsOf(value)]);
    case 'item':
      return [
        ...wordsOf(block.title),
        ...block.lines.flatMap(wordsOf),
        ...split(block.quote ?? ''),
        ...block.actions.flatMap(({ label }) => split(label)),
      ];
    case 'actions':
      return block.actions.flatMap(({ label }) => split(label));
    default:
      return unreachable(block);
  }
}

function wordsOf(text: Text): readonly string[] {
  return text.flatMap((inline) => {
    if (typeof inline === 'string') return split(inline);
    if (inline.kind === 'time') return [];
    return split(inline.kind === 'person' ? inline.handle : inline.text);
  });
}

const split = (text: string) => text.split(/\s+/).filter((word) => word !== '');
