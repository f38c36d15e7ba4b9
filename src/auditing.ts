import { KnownError } from './errors.ts';
import type { Actor, Person } from './model.ts';
import { isAllowed } from './rights.ts';
import type { AuditEntry, AuditFilter } from './store/audit.ts';
import type { Page, Paged } from './store/page.ts';
import type { World } from './world.ts';

/** An entry of the audit, and who it was. */
export interface AuditLine extends AuditEntry {
  readonly by: Person | undefined;
}

/** Reading what was done with more than a member's own rights. */
export function createAuditing({ store }: World) {
  return {
    /** The newest first. For admins. @throws KnownError 'forbidden' for everyone else. */
    async list(actor: Actor, filter: AuditFilter, page: Page): Promise<Paged<AuditLine>> {
      if (!isAllowed(actor, 'read audit')) {
        throw new KnownError('forbidden', 'Only who administers this workspace can see that.');
      }
      const { items, total } = await store.audit.page(actor.communityId, filter, page);
      const ids = [...new Set(items.flatMap(({ memberId }) => memberId ?? []))];
      const people = new Map((await store.members.byIds(ids)).map((one) => [one.id, one]));
      return { items: items.map((one) => ({ ...one, by: people.get(one.memberId ?? 0) })), total };
    },
  };
}
