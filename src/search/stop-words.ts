/**
 * English function words: articles, pronouns, prepositions, auxiliaries, question words, and what
 * people put around a question. They say how it is asked, not what it is about. Spelt without
 * apostrophes, as `analyse` leaves them.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any anybody anyone anything are arent as at be because been before
  being but by can cannot cant could couldnt did didnt do does doesnt doing dont for from get gets
  getting give got had has hasnt have havent having he hello help her here hi him his how hows however
  i id if ill im in into is isnt it its ive just know let lets like me my myself need no nor not now of
  off on or our out please possible really same she should shouldnt so some somebody someone something
  such tell than thank thanks that thats the their them then there theres these they theyre this those
  to too trying up us use used using very want was wasnt way we were werent what whats when where wheres
  whether which while who whos whose why will with without wont would wouldnt yes you your`.split(
    /\s+/,
  ),
);
