import type { DateWords, Said } from './date-language.ts';

/** The day before yesterday, yesterday, today, tomorrow, the day after; the first that fits counts. */
function aroundToday(
  ...words: readonly [string, string, string, string, string]
): DateWords['near'] {
  return words.map((one, i) => [one, i - 2] as const);
}

const kept = (before: string, bare: string) => before + bare;
const becomes = (say: string) => (_before: string, bare: string) => say + bare;
/** Articles stay before days and weeks; before months and years a preposition stands. */
const article = (named: RegExp, preposition: string) => (before: string, bare: string) =>
  named.test(bare) ? before + bare : `${preposition} ${bare}`;

/** `in dieser Woche`, but `in diesem Monat`. */
function germanIn(before: string, bare: string): string {
  if (bare.startsWith('der ')) return before + bare;
  return `${before.slice(0, -2)}m ${/^\d/.test(bare) ? 'Jahr ' : ''}${bare}`;
}

const en: DateWords = {
  near: aroundToday(
    '(?:the )?day before yesterday',
    'yesterday',
    'today',
    'tomorrow',
    '(?:the )?day after tomorrow',
  ),
  parts: { morning: 'morning', afternoon: 'afternoon', 'evening|night': 'evening' },
  last: 'last',
  this: 'this',
  next: 'next',
  except: 'the|a|an|each|every|per',
  units: { day: 'days?', week: 'weeks?', weekend: 'weekend', month: 'months?', year: 'years?' },
  numbers: {
    ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 },
    'a couple of': 2,
  },
  ago: '{n} {unit} ago',
  ahead: 'in {n} {unit}',
  say: {
    day: (day) => [`on ${day}`, day],
    around: (day) => [`around ${day}`, `around ${day}`],
    week: (day) => [`in the week of ${day}`, `the week of ${day}`],
    weekend: (day) => [`on the weekend of ${day}`, `the weekend of ${day}`],
    month: (month) => [`in ${month}`, month],
    year: (year) => [`in ${year}`, year],
  },
  sayPart: (part, day) => [`on the ${part} of ${day}`, `the ${part} of ${day}`],
  behind: [[/(?:since|from|until|till|by|before|after|during|for|of|than|on) $/, kept]],
};

const de: DateWords = {
  near: [
    ['vorgestern', -2],
    ['übermorgen', 2],
    ['gestern', -1],
    ['heute', 0],
    [
      '(?<!(?:guten|schönen|frühen|jeden|diesen|de[rnms]|eine[nms]|am|vom|zum|heute|gestern) )morgen(?!!)',
      1,
    ],
  ],
  parts: {
    'morgen|früh': 'Morgen',
    vormittag: 'Vormittag',
    mittag: 'Mittag',
    nachmittag: 'Nachmittag',
    'abend|nacht': 'Abend',
  },
  last: 'letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?',
  this: 'diese[nrsm]?',
  next: 'nächste[nrsm]?|kommende[nrsm]?',
  except: 'die|das|de[ns]|(?<!in )der|eine[nrms]?|jede[nrms]?|pro',
  units: {
    day: 'Tag(?:e|en)?',
    week: 'Wochen?',
    weekend: 'Wochenendes?',
    month: 'Monat(?:e|en|s)?',
    year: 'Jahr(?:e|en|es|s)?',
  },
  numbers: { einem: 1, einer: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7 },
  ago: 'vor {n} {unit}',
  ahead: 'in {n} {unit}',
  say: {
    day: (day) => [`am ${day}`, `dem ${day}`],
    around: (day) => [`um den ${day}`, `etwa dem ${day}`],
    week: (day) => [`in der Woche ab dem ${day}`, `der Woche ab dem ${day}`],
    weekend: (day) => [`am Wochenende ab dem ${day}`, `dem Wochenende ab dem ${day}`],
    month: (month) => [`im ${month}`, month],
    year: (year) => [`im Jahr ${year}`, year],
  },
  sayPart: (part, day) => [`am ${part} des ${day}`, `dem ${part} des ${day}`],
  behind: [
    [/(?:am|in der) $/, (before, bare) => before + bare.replace(/^de[rm] /, '')],
    [/bis $/, (before, bare) => before + bare.replace(/^dem /, 'zum ').replace(/^der /, 'zur ')],
    [/in $/, germanIn],
    [/(?:seit|ab|nach|von|im) $/, kept],
  ],
};

const fr: DateWords = {
  near: [
    ['avant-hier', -2],
    ['après-demain', 2],
    ['hier', -1],
    ["aujourd[’']hui", 0],
    ['demain', 1],
  ],
  last: 'derni(?:er|ère)|passée?',
  next: 'prochaine?',
  isBehind: true,
  units: {
    day: 'jours?',
    week: 'semaines?',
    weekend: 'week-ends?',
    month: 'mois',
    year: 'ans?|années?',
  },
  numbers: { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7 },
  ago: 'il y a {n} {unit}',
  ahead: 'dans {n} {unit}',
  say: {
    day: (day) => [`le ${day}`, day],
    around: (day) => [`vers le ${day}`, day],
    week: (day) => [`la semaine du ${day}`, `semaine du ${day}`],
    weekend: (day) => [`le week-end du ${day}`, `week-end du ${day}`],
    month: (month) => [`en ${month}`, month],
    year: (year) => [`en ${year}`, year],
  },
  behind: [
    [/d[’']$/, becomes('du ')],
    [/jusqu[’']à $/, (before, bare) => `${before.slice(0, -2)}au ${bare}`],
    [/(?:l[ae] |l[’'])$/, article(/^(?:semaine|week|\d{1,2} )/, 'en')],
  ],
};

const es: DateWords = {
  near: aroundToday(
    'anteayer|antes de ayer',
    'ayer',
    'hoy',
    '(?<!(?:la|esta|una|cada|buena) )mañana',
    'pasado mañana',
  ),
  last: 'pasad[oa]',
  next: 'que viene|próxim[oa]',
  isBehind: true,
  units: {
    day: 'días?',
    week: 'semanas?',
    weekend: 'fin de semana',
    month: 'mes(?:es)?',
    year: 'años?',
  },
  numbers: { un: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7 },
  ago: 'hace {n} {unit}',
  ahead: '(?:en|dentro de) {n} {unit}',
  say: {
    day: (day) => [`el ${day}`, day],
    around: (day) => [`hacia el ${day}`, day],
    week: (day) => [`la semana del ${day}`, `semana del ${day}`],
    weekend: (day) => [`el fin de semana del ${day}`, `fin de semana del ${day}`],
    month: (month) => [`en ${month}`, month],
    year: (year) => [`en ${year}`, year],
  },
  behind: [
    [/de $/, becomes('del ')],
    [/(?:el|la) $/, article(/^(?:semana|fin|\d{1,2} )/, 'en')],
  ],
};

const it: DateWords = {
  near: [
    ["l[’']altro ieri", -2],
    ['dopodomani', 2],
    ['ieri', -1],
    ['oggi', 0],
    ['domani', 1],
  ],
  last: 'scors[oa]|passat[oa]',
  next: 'prossim[oa]',
  isBehind: true,
  units: {
    day: 'giorn[oi]',
    week: 'settiman[ae]',
    weekend: 'weekend',
    month: 'mes[ei]',
    year: 'ann[oi]',
  },
  numbers: { un: 1, una: 1, due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, sette: 7 },
  ago: '{n} {unit} fa',
  ahead: '(?:tra|fra) {n} {unit}',
  say: {
    day: (day) => [`il ${day}`, day],
    around: (day) => [`verso il ${day}`, day],
    week: (day) => [`la settimana del ${day}`, `settimana del ${day}`],
    weekend: (day) => [`il weekend del ${day}`, `weekend del ${day}`],
    month: (month) => [`a ${month}`, month],
    year: (year) => [`nel ${year}`, year],
  },
  behind: [
    [/di $/, becomes('del ')],
    [/da $/, becomes('dal ')],
    [/(?:il|la) $/, article(/^(?:settimana|weekend|\d{1,2} )/, 'a')],
  ],
};

const nl: DateWords = {
  near: aroundToday(
    'eergisteren',
    'gisteren',
    'vandaag',
    '(?<!(?:de|goede|elke|deze|iedere) )morgen',
    'overmorgen',
  ),
  last: 'vorige|afgelopen',
  this: 'deze',
  next: 'volgende?|komende?',
  except: 'de|het|een|elke|iedere|per',
  units: {
    day: 'dag(?:en)?',
    week: 'we(?:ek|ken)',
    weekend: 'weekend',
    month: 'maand(?:en)?',
    year: 'jaar',
  },
  numbers: { een: 1, één: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, zeven: 7 },
  ago: '{n} {unit} geleden',
  ahead: 'over {n} {unit}',
  say: {
    day: (day) => [`op ${day}`, day],
    around: (day) => [`rond ${day}`, day],
    week: (day) => [`in de week van ${day}`, `de week van ${day}`],
    weekend: (day) => [`in het weekend van ${day}`, `het weekend van ${day}`],
    month: (month) => [`in ${month}`, month],
    year: (year) => [`in ${year}`, year],
  },
  behind: [[/(?:sinds|vanaf|van|tot|voor|na|op|in) $/, kept]],
};

const pt: DateWords = {
  near: aroundToday('anteontem', 'ontem', 'hoje', 'amanhã', 'depois de amanhã'),
  say: days((day) => [`em ${day}`, day]),
  behind: [[/(?:de|desde|até) $/, kept]],
};

/** Of these only single days are read. */
function days(day: (name: string) => Said): DateWords['say'] {
  return { day, around: day, week: day, weekend: day, month: day, year: day };
}

const always = (write: (day: string) => string): Pick<DateWords, 'say' | 'behind'> => ({
  say: days((day) => [write(day), write(day)]),
  behind: [],
});

const sv: DateWords = {
  near: aroundToday('i ?förrgår', 'i ?går', 'i ?dag', 'i ?morgon', 'i ?övermorgon'),
  ...always((day) => `den ${day}`),
};

const no: DateWords = {
  near: aroundToday('i forgårs', 'i går', 'i dag', 'i morgen', 'i overmorgen'),
  ...always((day) => `den ${day}`),
};

const ru: DateWords = {
  near: aroundToday('позавчера', 'вчера', 'сегодня', 'завтра', 'послезавтра'),
  ...always((day) => day.replace(/\sг\.$/, ' года')),
};

const uk: DateWords = {
  near: aroundToday('позавчора', 'вчора|учора', 'сьогодні', 'завтра', 'післязавтра'),
  ...always((day) => day.replace(/\sр\.$/, ' року')),
};

export const dateWords: Readonly<Record<string, DateWords>> = {
  ...{ de, en, es, fr, it, nl, no, pt, ru, sv, uk },
};
