import type { Tables } from '../store/store.ts';
import { type Activity, createActivity } from './activity.ts';

const batch = 5_000;

export type Followed = Pick<Tables, 'activity' | 'onRollback'>;

/** What members do, as of these tables. */
export type FollowedActivity = ReturnType<typeof followActivity>;

/**
 * What members do, following the store: before it is used it takes in what is new in the tables, of this
 * process and any other. What a transaction showed that was rolled back makes it begin anew.
 */
export function followActivity() {
  let state = nothing(-1);

  return async (tables: Followed): Promise<Activity> => {
    // Two members became one, or parted: whose acts they are is read anew.
    const hands = await tables.activity.hands();
    if (hands !== state.hands) state = nothing(hands);
    const following = state;
    let isNew = false;
    for (let left = true; left; ) {
      const asking = await tables.activity.asking(following.lastQuestion, batch);
      const answering = await tables.activity.answering(following.lastAnswer, batch);
      // Another look may have taken some of them in while these were read.
      for (const { id, memberId, channelId, at } of asking) {
        if (id <= following.lastQuestion) continue;
        following.activity.asked(memberId, channelId, at);
        following.lastQuestion = id;
        isNew = true;
      }
      for (const answer of answering) {
        if (answer.id <= following.lastAnswer) continue;
        following.activity.answered(answer);
        following.lastAnswer = answer.id;
        isNew = true;
      }
      left = asking.length === batch || answering.length === batch;
    }
    if (isNew) {
      tables.onRollback(() => {
        state = nothing(-1);
      });
    }
    return following.activity;
  };
}

const nothing = (hands: number) => ({
  hands,
  activity: createActivity(),
  lastQuestion: 0,
  lastAnswer: 0,
});
