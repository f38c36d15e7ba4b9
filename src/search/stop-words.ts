/**
 * English function words: they say how a question is asked, not what it is about. Spelt without
 * apostrophes, as `analyse` leaves them.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any anybody anyone are arent as at be because been before
  being best better between both but by can cannot cant could couldnt did didnt do does doesnt doing
  dont down each either else ever every for from further get gets getting given go goes going good
  got had hadnt has hasnt have havent having he hello help her here hers hi him his how hows however
  i id if ill im in instead into is isnt it its itself ive just keep know let lets like looking make
  makes many may maybe me might more most much must my myself need needs no nor not now of off on
  once one only onto or other our out over own people please possible really same say see shall she
  should shouldnt so some somebody someone something still such sure tell than thank thanks that
  thats the their them then there theres these they theyre thing things this those through to too
  trying up us use used uses using very want wants was wasnt way ways we well were werent what whats
  when where wheres whether which while who whos whose why will with without wont would wouldnt yes
  yet you your youre`.split(/\s+/),
);
