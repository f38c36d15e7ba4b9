import type { Reply } from '../../commands/kit/reply.ts';
import type { View } from '../../commands/kit/view.ts';
import type { createDelivery } from './delivery.ts';
import { sendFiles } from './files.ts';
import type { Origin } from './heard.ts';
import { toHome, toPage } from './surfaces.ts';
import type { Web } from './web.ts';

/** Where someone is when they act in Home, or in a modal over it. */
export type AtHome = Origin & Required<Pick<Origin, 'surface'>>;

export const isAtHome = (origin: Origin): origin is AtHome => origin.surface !== undefined;

/** A view with a title, or a problem, is a page of its own; any other is a remark. */
const isPage = (view: View) => view.title.length > 0 || view.name === 'problem';

/**
 * The member's Home, and the modals over it: what is done there is answered there. A page opens over
 * Home; a remark stands above what Home shows. Either way Home is then as new as what was done.
 */
export function createHome(options: {
  readonly web: Web;
  readonly delivery: ReturnType<typeof createDelivery>;
  /** What stands in the Home of who is there, as of now. `key` differs from time to time. */
  readonly contents: (origin: Origin, key: string) => Promise<View | undefined>;
}) {
  const { web, delivery, contents } = options;

  /** https://docs.slack.dev/reference/methods/views.publish */
  async function publish(origin: Origin, key: string, remark?: View): Promise<void> {
    const home = await contents(origin, key);
    if (!home) return;
    const view = toHome(home, origin.channel.id, remark);
    await web.call('views.publish', { user_id: origin.user.id, view });
  }

  /** Opens a page over what is there; into their direct messages when Slack does not take it. */
  async function open({ view, kind }: Exclude<Reply, { kind: 'form' }>, origin: AtHome) {
    const { surface, trigger } = origin;
    const page = { view: toPage(view, origin.channel.id) };
    const over = surface.kind === 'home' ? 'views.open' : 'views.push';
    if (kind === 'show' || surface.kind === 'home') {
      const opened = await web.call(over, { trigger_id: trigger, ...page });
      if (opened.ok || !opened.isKnown) return sendFiles(web, view, origin.user.id);
    }
    // What it revises; or three stand on each other already, and no more may.
    if (surface.kind === 'modal') {
      const updated = await web.call('views.update', { view_id: surface.view, ...page });
      if (updated.ok) return sendFiles(web, view, origin.user.id);
    }
    await delivery.show(view, origin, 'private');
  }

  return {
    publish,

    /** Shows what came of a press. */
    async show(
      reply: Exclude<Reply, { kind: 'form' }>,
      origin: AtHome,
      key: string,
    ): Promise<void> {
      const isRemark = !isPage(reply.view);
      if (isRemark && origin.surface.kind === 'home') return publish(origin, key, reply.view);
      await open(reply, origin);
      if (isRemark || origin.surface.kind === 'home') await publish(origin, key);
    },

    /** What a form over Home becomes when it is done; undefined closes it. */
    responseTo(view: View, origin: AtHome): unknown {
      const isClosed = !isPage(view) && origin.surface.kind === 'home';
      return isClosed
        ? undefined
        : { response_action: 'update', view: toPage(view, origin.channel.id) };
    },

    /** Home as it is once a form over it is done. */
    async refresh(view: View, origin: AtHome, key: string): Promise<void> {
      const isAbove = !isPage(view) && origin.surface.kind === 'home';
      await publish(origin, key, isAbove ? view : undefined);
    },
  };
}
