import type { Log } from '../../src/log.ts';
import type { Modal } from './forms.ts';
import type { Interaction } from './heard.ts';
import { flags } from './limits.ts';
import type { Message } from './outbound.ts';
import type { Picture } from './pictures.ts';
import type { Failure, Web } from './web.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const callbacks = {
  reply: 4,
  deferReply: 5,
  deferUpdate: 6,
  update: 7,
  suggest: 8,
  modal: 9,
} as const;

/** Discord waits three seconds. */
const callbackWithin = 2_500;

/** Answering came too late, or the interaction is not ours to answer any more. */
const gone: readonly number[] = [10062, 10015, 50027];
const answeredBefore = 40060;

type Audience = 'private' | 'public';
type State = 'fresh' | 'deferred reply' | 'deferred update' | 'answered' | 'gone';

/**
 * The answer to one interaction. Shown at once where that is in time; once deferred, what was deferred
 * is filled in. Every act says whether it came through: what did not has to go another way.
 */
export function createAnswering(options: {
  readonly web: Web;
  readonly application: string;
  readonly interaction: Interaction;
  readonly log: Log;
}) {
  const { web, interaction, log } = options;
  const { id } = interaction;
  const token = encodeURIComponent(interaction.token);
  const webhook = `/webhooks/${options.application}/${token}`;
  let state: State = 'fresh';
  let deferredAs: Audience = 'private';
  const noted = new Set<number>();

  async function callback(
    type: number,
    data?: object,
    files: readonly Picture[] = [],
  ): Promise<boolean> {
    const answer = await web.call('POST', `/interactions/${id}/${token}/callback`, {
      body: { type, ...(data && { data }) },
      files,
      isTokenless: true,
      isRepeatable: true,
      within: callbackWithin,
    });
    // Refused because an attempt was taken that we did not hear of.
    if (answer.ok || (answer.code === answeredBefore && answer.isRepeat)) return true;
    note(answer);
    // Answered by another process: a follow-up can be made.
    if (answer.code === answeredBefore) state = 'answered';
    else if (gone.includes(answer.code) || answer.status === 404) state = 'gone';
    return false;
  }

  function note({ code, status }: Failure): void {
    if (noted.has(code)) return;
    noted.add(code);
    log.warn({ event: 'discord interaction not answered', code, status });
  }

  async function follow(
    message: Message,
    audience: Audience,
    files: readonly Picture[],
  ): Promise<boolean> {
    const body = marked(message, audience);
    return sent(await web.call('POST', webhook, { body, files, isTokenless: true }));
  }

  function sent(answer: Awaited<ReturnType<Web['call']>>): boolean {
    if (answer.ok) return true;
    note(answer);
    if (gone.includes(answer.code) || answer.status === 401) state = 'gone';
    // It may have been taken: twice is worse than not at all.
    return !answer.isKnown;
  }

  const original = `${webhook}/messages/@original`;

  return {
    isFresh: () => state === 'fresh',

    /** Says that it takes longer. A form cannot be opened after that. */
    async defer(audience: Audience, isPress: boolean): Promise<void> {
      const type = isPress ? callbacks.deferUpdate : callbacks.deferReply;
      const data = audience === 'private' && !isPress ? { flags: flags.ephemeral } : undefined;
      if (!(await callback(type, data))) return;
      deferredAs = audience;
      state = isPress ? 'deferred update' : 'deferred reply';
    },

    /** Shows one more message; in place of the pressed one when it is a revision. */
    async show(
      message: Message,
      audience: Audience,
      isRevision: boolean,
      files: readonly Picture[] = [],
    ): Promise<boolean> {
      switch (state) {
        case 'fresh': {
          const type = isRevision ? callbacks.update : callbacks.reply;
          const data = isRevision ? message : marked(message, audience);
          if (await callback(type, data, files)) {
            state = 'answered';
            return true;
          }
          return state === 'fresh' ? false : this.show(message, audience, isRevision, files);
        }
        case 'deferred reply': {
          state = 'answered';
          if (deferredAs === audience)
            return sent(
              await web.call('PATCH', original, { body: message, files, isTokenless: true }),
            );
          // What was announced to everyone is for one alone, or the other way round.
          await web.call('DELETE', original, { isTokenless: true });
          return follow(message, audience, files);
        }
        case 'deferred update': {
          state = 'answered';
          return isRevision
            ? sent(await web.call('PATCH', original, { body: message, files, isTokenless: true }))
            : follow(message, audience, files);
        }
        case 'answered':
          return follow(message, audience, files);
        case 'gone':
          return false;
      }
    },

    /** Opens a form; false when it is too late for that. */
    async open(modal: Modal): Promise<boolean> {
      if (state !== 'fresh' || !(await callback(callbacks.modal, modal))) return false;
      state = 'answered';
      return true;
    },

    async suggest(choices: readonly { name: string; value: string }[]): Promise<void> {
      await callback(callbacks.suggest, { choices });
    },
  };
}

export type Answering = ReturnType<typeof createAnswering>;

function marked(message: Message, audience: Audience): Message {
  return audience === 'private' ? { ...message, flags: message.flags | flags.ephemeral } : message;
}
