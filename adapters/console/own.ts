import type { Suggestion } from '../../commands/kit/args.ts';
import type { Card } from '../../commands/kit/reply.ts';
import { code, person, say } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import { handleFrom } from '../../src/handles.ts';
import type { Adopted, Members, Place } from '../../src/members.ts';
import type { Actor, Community, Member } from '../../src/model.ts';
import { cardKey } from '../../src/notices/cards.ts';
import { fingerprint } from '../fingerprint.ts';
import { type OwnWord, readChannelName } from './inbound.ts';
import { mostListed } from './limits.ts';
import { listing, noChannel, remark, usage } from './remarks.ts';
import type { SaidHere } from './said.ts';
import type { Standing } from './standing.ts';

/** What the console needs to know of the community. */
export interface Company {
  readonly community: Pick<Community, 'id' | 'name'>;
  readonly workspace: string;
  readonly members: Pick<Members, 'arrive' | 'adopt' | 'channels' | 'startingWith'>;
  readonly cards: Pick<Core['cards'], 'at' | 'claim' | 'settle' | 'noteShown'>;
  readonly newDelivery: () => string;
  /** Puts a file where whoever sits here alone can read it, and gives its path. */
  readonly keepFile: (name: string, content: string) => Promise<string>;
}

/** The same, with what was said in it. */
export interface Talking extends Company {
  readonly said: SaidHere;
}

/** What an own word did: where it leads, and what is said about it. */
export interface Done {
  readonly standing: Standing;
  readonly view?: View;
}

export const platform = 'console';

/** The console's own words, done. None of them adds a member or a channel that was not asked for. */
export function createOwnWords(company: Talking) {
  const { community, workspace, members, cards } = company;

  async function people(start: string, limit: number): Promise<Member[]> {
    const reader = { communityId: community.id, memberId: 0, channelId: 0, isGuest: false };
    return members.startingWith(reader, start.replace(/^@/, '').toLowerCase(), limit);
  }

  async function channels(): Promise<readonly Place['channel'][]> {
    const all = await members.channels(platform, workspace);
    return all.map(({ externalId, name, private: hidden }) => ({
      externalId,
      name,
      private: hidden,
    }));
  }

  /** Makes sure that the channel is known to the community. */
  async function enter(
    who: Pick<Adopted, 'account' | 'name'>,
    where: Place['channel'],
  ): Promise<Actor> {
    const account = { externalId: who.account, name: who.name };
    const place = { platform, workspace, channel: where };
    return members.arrive(account, place, company.newDelivery());
  }

  /** A card's message is named by what it is about, as nothing else is said here. */
  async function goUnder(standing: Standing, typed: string): Promise<Done> {
    const { thread: _, ...above } = standing;
    const number = /^#?(\d{1,9})$/.exec(typed)?.[1];
    if (above.where && company.said.find(above.where, typed)) {
      return { standing: { ...above, thread: typed } };
    }
    if (typed === '' || !above.who || !above.where) return { standing: above };
    if (number === undefined) return { standing, view: usage('thread') };
    const { channelId } = await enter(above.who, above.where);
    const thread = cardKey(Number(number));
    if (await cards.at(channelId, thread)) return { standing: { ...above, thread } };
    const view = remark(
      say`There is no card of #${number} in #${above.where.name}.`,
      say`A question has one where it was asked; ${code(`show ${number}`)} shows it anywhere.`,
    );
    return { standing, view };
  }

  async function speakAs(standing: Standing, typed: string): Promise<Done> {
    const handle = typed.replace(/^@/, '').toLowerCase();
    if (!/^\S+$/.test(handle)) return { standing, view: usage('as') };
    const who = await members.adopt(platform, workspace, handle);
    if (who) return { standing: { ...standing, who } };
    const how = say`${code('people')} lists the members; ${code('join Zoe Miller')} brings in a newcomer.`;
    return { standing, view: remark(say`There is no member @${handle} here.`, how) };
  }

  async function comeIn(standing: Standing, name: string): Promise<Done> {
    if (!/[\p{L}\p{N}]/u.test(name)) return { standing, view: usage('join') };
    const handle = handleFrom(name);
    const { where } = standing;
    if (!where) return { standing, view: remark(noChannel) };
    if (await members.adopt(platform, workspace, handle)) {
      const view = remark(say`@${handle} is here already. ${code(`as ${handle}`)} speaks as them.`);
      return { standing, view };
    }
    await enter({ account: handle, name }, where);
    const who = await members.adopt(platform, workspace, handle);
    if (!who) return { standing, view: usage('join') };
    return {
      standing: { ...standing, who },
      view: remark(say`Welcome! You are ${person(who)}.`),
    };
  }

  async function goIn(standing: Standing, typed: string): Promise<Done> {
    const name = readChannelName(typed);
    if (name === undefined) return { standing, view: usage('in') };
    const where = (await channels()).find((channel) => channel.name.toLowerCase() === name);
    if (where) return { standing: { ...(standing.who && { who: standing.who }), where } };
    const how = say`${code('channels')} lists them; ${code(`open #${name}`)} makes it.`;
    return { standing, view: remark(say`There is no channel #${name} here.`, how) };
  }

  async function open(standing: Standing, typed: string): Promise<Done> {
    const name = readChannelName(typed.replace(/\s*--private(?=\s|$)/, ''));
    if (name === undefined) return { standing, view: usage('open') };
    const isThere = (await channels()).some(
      (channel) => channel.name.toLowerCase() === name || channel.externalId === name,
    );
    if (isThere) {
      const view = remark(say`#${name} is there already. ${code(`in #${name}`)} goes there.`);
      return { standing, view };
    }
    const where = { externalId: name, name, private: /--private(?=\s|$)/.test(typed) };
    if (standing.who) await enter(standing.who, where);
    const kind = where.private ? 'private channel' : 'channel';
    return {
      standing: { ...(standing.who && { who: standing.who }), where },
      view: remark(say`You are in the new ${kind} #${name}.`),
    };
  }

  async function listPeople(standing: Standing, start: string): Promise<Done> {
    const found = await people(start, mostListed + 1);
    const facts = found.slice(0, mostListed).map(({ handle, name, id }) => ({
      label: `@${handle}`,
      value: [id === standing.who?.id ? `${name} (you)` : name],
    }));
    const none = say`Nobody’s handle starts so. ${code('people')} lists everyone.`;
    const more = say`… and more; ${code('people an')} lists those whose handle starts with “an”.`;
    const note = found.length > mostListed ? more : found.length === 0 ? none : [];
    return { standing, view: listing('People', facts, note) };
  }

  async function listChannels(standing: Standing): Promise<Done> {
    const facts = (await channels()).map((channel) => {
      const isHere = channel.externalId === standing.where?.externalId;
      const words = [...(channel.private ? ['private'] : []), ...(isHere ? ['you are here'] : [])];
      return { label: `#${channel.name}`, value: words.length > 0 ? [words.join(', ')] : [] };
    });
    return { standing, view: listing('Channels', facts, facts.length === 0 ? noChannel : []) };
  }

  return {
    /** Notes that these cards were printed: one can go into their threads. */
    async stand(printed: readonly Card[]): Promise<void> {
      for (const { channel, key, view } of printed) {
        if (await cards.claim(channel.id, key)) await cards.settle(channel.id, key, key);
        await cards.noteShown(channel.id, key, fingerprint(view));
      }
    },

    /** Where one starts: as asked, otherwise as anybody in the channel that is most likely there. */
    async start(handle: string | undefined, channel: string | undefined): Promise<readonly Done[]> {
      const [anyone] = handle === undefined ? await people('', 1) : [];
      const known = channel === undefined ? await channels() : [];
      const somewhere = known.find(({ name }) => name === 'general') ?? known[0];
      const who = handle ?? anyone?.handle;
      const where = channel ?? somewhere?.name;
      const arrival = who === undefined ? { standing: {} } : await speakAs({}, who);
      const { standing } = arrival;
      return [arrival, where === undefined ? { standing } : await goIn(standing, where)];
    },

    /** Does `word`; the others are the conversation's. */
    async run(
      word: Exclude<OwnWord, 'back' | 'more' | 'quit' | 'say' | 'on'>,
      rest: string,
      at: Standing,
    ): Promise<Done> {
      switch (word) {
        case 'as':
          return speakAs(at, rest);
        case 'join':
          return comeIn(at, rest);
        case 'people':
          return listPeople(at, rest);
        case 'in':
          return goIn(at, rest);
        case 'channels':
          return listChannels(at);
        case 'thread':
          return goUnder(at, rest);
        case 'open':
          return open(at, rest);
      }
    },

    /** What could follow `as`, `people` or `in`. */
    async suggest(word: OwnWord, typed: string): Promise<readonly Suggestion[]> {
      if (word === 'as' || word === 'people') {
        const found = await people(typed, mostListed);
        return found.map(({ handle, name }) => ({ value: handle, label: name }));
      }
      if (word !== 'in') return [];
      const start = typed.replace(/^#/, '').toLowerCase();
      return (await channels())
        .filter(({ name }) => name.toLowerCase().startsWith(start))
        .map(({ name }) => ({ value: `#${name}`, label: `#${name}` }));
    },
  };
}
