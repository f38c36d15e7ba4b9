import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, day, type Fixture, monday, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

/** An answer says more than a word, or it shows nothing. */
const atLength = 'This is why, how, and what to look out for.';

async function thread(
  asker: string,
  title: string,
  tags: string[],
  ...answers: [string, string][]
) {
  const { number } = await here.core.questions.ask(await here.as(asker), asking(title, { tags }));
  for (const [who, body] of answers) {
    await here.core.answers.add(await here.as(who), number, `${body} ${atLength}`);
  }
  return number;
}
const onTopic = async (topic: string, who = 'Reader') =>
  here.core.experts.onTopic(await here.as(who), topic);
const names = (people: readonly { member: { handle: string } }[]) =>
  people.map(({ member }) => member.handle);

describe('who knows about a topic', () => {
  test('are those whose answers show it, with the evidence; who asks is not among them', async () => {
    const one = await thread('Ana', 'How do indexes work?', ['postgres'], ['Bo', 'Like a book.']);
    await thread('Ana', 'Why is vacuum slow?', ['postgres'], ['Bo', 'Locks.'], ['Cy', 'Disks.']);
    await here.core.answers.accept(await here.as('Ana'), { question: one, answer: 1 });
    const { shown } = await onTopic('postgres');
    expect(names(shown)).toEqual(['bo', 'cy']);
    expect(shown[0]).toMatchObject({
      threads: 2,
      lately: 2,
      told: [
        { number: 1, title: 'How do indexes work?', at: monday, accepted: true },
        { number: 2, accepted: false },
      ],
    });
    expect(shown[0]?.tags).toMatchObject([{ tag: 'postgres', answers: 2, accepted: 1 }]);
    expect(names((await onTopic('postgres', 'Bo')).shown)).toEqual(['cy']);
  });

  test('are found by the words of their answers too', async () => {
    await thread('Ana', 'How do I drain a node?', [], ['Bo', 'Use kubectl drain and wait.']);
    expect(names((await onTopic('kubectl')).shown)).toEqual(['bo']);
  });

  test('do not include who answered only themselves', async () => {
    await thread('Ana', 'How do indexes work?', ['postgres'], ['Ana', 'I found out.']);
    expect(await onTopic('postgres')).toMatchObject({ shown: [], declared: [] });
    expect(
      await here.core.expertise.of(await here.as('Bo'), (await here.as('Ana')).member),
    ).toEqual([]);
  });

  test('who only say so, or of whom others say so, are listed apart', async () => {
    await thread('Ana', 'How do indexes work?', ['postgres'], ['Bo', 'Like a book.']);
    await here.core.expertise.declare(await here.as('Cy'), ['postgres']);
    await here.core.expertise.declare(await here.as('Dora'), ['postgres']);
    await here.core.expertise.declare(await here.as('Bo'), ['postgres']);
    const { shown, declared } = await onTopic('postgres');
    expect(names(shown)).toEqual(['bo']);
    expect(names(declared).toSorted()).toEqual(['cy', 'dora']);
  });

  test('are ranked by what they did lately', async () => {
    await thread('Ana', 'Old one?', ['postgres'], ['Old', 'Long ago.']);
    here.wait(720 * day);
    await thread('Ana', 'New one?', ['postgres'], ['New', 'Just now.']);
    expect(names((await onTopic('postgres')).shown)).toEqual(['new', 'old']);
  });

  test('are at most five, and three more who only say so', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      await thread(`Asker${n}`, `Question ${n}?`, ['postgres'], [`Knows${n}`, 'So.']);
      await here.core.expertise.declare(await here.as(`Says${n}`), ['postgres']);
    }
    const { shown, declared } = await onTopic('postgres');
    expect([shown.length, declared.length]).toEqual([5, 3]);
  });
});

describe('who could help with a question', () => {
  test('are others than who asked it and who answered; nobody, where the asker is anonymous', async () => {
    await thread(
      'Bo',
      'How do indexes work?',
      ['postgres'],
      ['Ana', 'Like a book.'],
      ['Cy', 'Like a list.'],
    );
    for (const anonymous of [false, true]) {
      const { number } = await here.core.questions.ask(
        await here.as('Ana'),
        asking('Why are indexes slow?', { tags: ['postgres'], anonymous }),
      );
      for (const reader of ['Ana', 'Dora']) {
        const question = await here.core.questions.find(await here.as(reader), number);
        if (!question) throw new Error('no question');
        const people = await here.core.experts.forQuestion(await here.as(reader), question, 3);
        expect(people.map(({ handle }) => handle)).toEqual(anonymous ? [] : ['cy']);
      }
    }
  });
});

describe('what is posted in a channel', () => {
  test('names nobody for what only its reader may know', async () => {
    const asker = () => here.as('Ana', 'private');
    const { number } = await here.core.questions.ask(
      await asker(),
      asking('Rotate the vault key?'),
    );
    await here.core.answers.add(
      await here.as('Bo', 'private'),
      number,
      `Rotate the vault key. ${atLength}`,
    );
    const inPublic = await here.core.questions.ask(
      await here.as('Ana'),
      asking('How to rotate a vault key?'),
    );
    const couldHelp = await here.core.experts.forQuestion(await here.as('Ana'), inPublic, 3);
    expect(couldHelp).toEqual([]);
    const inside = await here.core.questions.ask(await asker(), asking('Rotate the vault key?'));
    const insiders = await here.core.experts.forQuestion(await asker(), inside, 3);
    expect(insiders.map(({ handle }) => handle)).toEqual(['bo']);
  });

  test('names nobody where the community has not written about the topic', async () => {
    await thread('Ana', 'How do I drain a node tonight?', [], ['Bo', 'Use kubectl drain.']);
    const question = await here.core.questions.ask(
      await here.as('Cy'),
      asking('Which pizza place near the station delivers tonight?'),
    );
    expect(await here.core.experts.forQuestion(await here.as('Cy'), question, 3)).toEqual([]);
  });
});

describe('in a community with fewer than 200 answers', () => {
  const question = async () =>
    here.core.questions.ask(
      await here.as('Cy'),
      asking('Which pizza place near the station delivers tonight?'),
    );
  const brought = async (asked: Awaited<ReturnType<typeof question>>) => {
    const found = await here.core.experts.knowing(here.store, await here.as('Cy'), asked);
    const people = await here.store.members.byIds(found.map(({ memberId }) => memberId));
    return found.map(({ memberId, standing }) => {
      return `${people.find(({ id }) => id === memberId)?.handle} ${standing}`;
    });
  };

  test('who answered in the channel of late may be brought a question, and is named to nobody for it', async () => {
    await thread('Ana', 'How do I drain a node?', [], ['Bo', `Use kubectl drain. ${atLength}`]);
    const asked = await question();
    expect(await brought(asked)).toEqual(['bo active']);
    expect(await here.core.experts.forQuestion(await here.as('Cy'), asked, 3)).toEqual([]);
    here.wait(91 * day);
    expect(await brought(await question())).toEqual([]);
  });

  test('who hides what they answered is not brought any for being active', async () => {
    await thread('Ana', 'How do I drain a node?', [], ['Bo', `Use kubectl drain. ${atLength}`]);
    await here.core.withholding.hide(await here.as('Bo'), { question: 1, answer: 1 });
    expect(await brought(await question())).toEqual([]);
  });
});
