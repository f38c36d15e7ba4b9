import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { asking } from '../core/community.ts';
import { type Conversation, openConversation, type Who } from './conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.appoint('Cura', 'curator');
  for (const who of ['Eve', 'Gus as guest in other']) await chat.say(who, 'help');
});
afterEach(() => chat.close());

/** What is offered for the tags of a question that is being typed. */
async function offered(who: Who, typed = '', given: Record<string, string> = {}, name = 'ask') {
  const { account, place } = chat.request(who, { kind: 'line', line: '' });
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`${name} is no command`);
  const found = await chat.bot.suggest({ account, place }, command, 'tags', typed, given);
  return found.map(({ value }) => value);
}

const ask = (who: Who, words: string) => chat.say(who, `ask ${words}`);

/** Some questions on pods, from two people, each answered. */
async function talkOfPods(room = 'general'): Promise<void> {
  for (const [what, who] of [
    ['restart', 'Ana'],
    ['delete', 'Bo'],
    ['inspect', 'Bo'],
  ] as const) {
    const asked = asking(`How do I ${what} a pod with kubectl?`, { tags: ['kubernetes', what] });
    const { number } = await chat.core.questions.ask(await chat.as(who, room), asked);
    await chat.core.answers.add(await chat.as('Cy', room), number, 'By its name.');
  }
}

describe('a tag that nobody has seen before', () => {
  test('is taken from who types it, and offered to nobody', async () => {
    expect(await ask('Ana', 'How do I restart a pod? #kubernetes')).toContain('Posted as');
    expect(await chat.say('Eve', 'questions tag kubernetes')).toContain('restart a pod');
    expect(await offered('Eve')).toEqual([]);
  });

  test('is offered once two members have used it three times', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    await ask('Ana', 'How do I name a node? #kubernetes');
    await ask('Ana', 'How do I mount a volume? #kubernetes');
    expect(await offered('Eve')).toEqual([]);
    await ask('Bo', 'How do I drain a node? #kubernetes');
    expect(await offered('Eve', 'kub')).toEqual(['kubernetes']);
  });

  test('is offered when a curator says yes', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    const list = await chat.say('Cura', 'tags new');
    expect(list).toContain('New tags (1)');
    expect(list).toContain('#kubernetes');
    expect(list).toContain('used 1 time');
    expect(await chat.say('Cura', 'tags approve kubernetes')).toContain('is offered from now on');
    expect(await offered('Eve')).toEqual(['kubernetes']);
    expect(await chat.say('Cura', 'tags new')).toContain('No tag waits for you.');
  });

  test('waits for curators alone', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    for (const line of ['tags new', 'tags approve kubernetes', 'tags alias k8s kubernetes']) {
      expect(await chat.say('Ana', line)).toContain('Only a curator looks after the tags.');
    }
    expect(await chat.say('Cura', 'tags approve docker')).toContain('is tagged #docker');
  });

  test('and is used only where not everyone can see it, is not chosen for everyone', async () => {
    const curator = 'Cura in private-leads';
    await ask(curator, 'How do we treat the merger? #zanzi');
    expect(await chat.say(curator, 'tags new')).toContain('No tag waits for you.');
    for (const line of ['tags approve zanzi', 'tags alias zan zanzi']) {
      expect(await chat.say(curator, line)).toContain('Nothing that everyone can see is tagged #z');
    }
  });
});

describe('another name of a tag', () => {
  test('means it: what was tagged so is tagged with it, and so is what comes', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    await ask('Bo', 'How do I drain a node? #k8s');
    await chat.say('Bo', 'expertise add k8s');
    const said = await chat.say('Cura', 'tags alias k8s kubernetes');
    expect(said).toContain('#k8s means #kubernetes from now on. What was tagged so');
    expect(await chat.say('Eve', 'questions tag kubernetes')).toContain('drain a node');
    expect(await chat.say('Bo', 'expertise list')).toContain('#kubernetes: declared');
    await ask('Eve', 'How do I name a node? #k8s');
    expect(await chat.say('Eve', 'show 3')).toContain('#kubernetes');
  });

  test('can mean one tag only, and not itself', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    await ask('Ana', 'How do I build an image? #docker');
    await chat.say('Cura', 'tags alias k8s kubernetes');
    const taken = await chat.say('Cura', 'tags alias k8s docker');
    expect(taken).toContain('#k8s means #kubernetes. `tags unalias k8s` ends that first.');
    const same = await chat.say('Cura', 'tags alias kubernetes k8s');
    expect(same).toContain('#kubernetes means #kubernetes already.');
  });

  test('is free again when a curator says so', async () => {
    await ask('Ana', 'How do I restart a pod? #kubernetes');
    await chat.say('Cura', 'tags alias k8s kubernetes');
    expect(await chat.say('Cura', 'tags unalias k8s')).toContain('does not mean #kubernetes');
    expect(await chat.say('Cura', 'tags unalias k8s')).toContain('is no other name of a tag');
    await ask('Ana', 'How do I name a node? #k8s');
    expect(await chat.say('Eve', 'show 2')).toContain('#k8s');
  });
});

describe('which tags a text may have', () => {
  const pod = { question: 'How do I rename a pod with kubectl?' };

  test('is told by what is close to it', async () => {
    await talkOfPods();
    expect((await offered('Eve', '', pod))[0]).toBe('kubernetes');
    expect(await offered('Eve', 'kubernetes,', pod)).not.toContain('kubernetes,kubernetes');
    await ask('Eve', 'Which kubectl rename is there for a pod?');
    expect(await chat.press('Eve', 'post?draft=1')).toContain('Tag it #kubernetes');
  });

  test('is told by the names in it that a curator chose', async () => {
    await ask('Ana', 'How do I drain a node? #kubernetes');
    await chat.say('Cura', 'tags alias k8s kubernetes');
    expect(await ask('Eve', 'Is there a shell for k8s?')).toContain('Tag it #kubernetes');
    expect(await chat.say('Eve', 'edit 2')).toContain('It may be about kubernetes.');
  });

  test('is not told of what is like nothing', async () => {
    await talkOfPods();
    expect(await ask('Eve', 'Where is the coffee kept?')).not.toContain('Tag it');
  });

  test('stands in the form that keeps something, until it is taken out', async () => {
    await talkOfPods();
    const form = await chat.say('Eve', 'save title:"How do I rename a pod with kubectl?"');
    expect(form).toContain('tags: kubernetes');
  });

  test('is not told by what one may not see', async () => {
    await talkOfPods('private-leads');
    expect(await offered('Eve', '', pod)).toEqual([]);
    expect(await offered('Gus as guest in other', '', pod)).toEqual([]);
    expect(await ask('Eve', 'How do I rename a pod with kubectl?')).not.toContain('kubernetes');
    expect(await chat.say('Eve', 'save title:"How do I rename a pod with kubectl?"')).not.toContain(
      'kubernetes',
    );
    // In the open, Ana may not be led to name it either.
    expect(await chat.say('Ana', 'save title:"How do I rename a pod with kubectl?"')).not.toContain(
      'kubernetes',
    );
    expect((await offered('Ana in private-leads', '', pod))[0]).toBe('kubernetes');
  });
});
