/** What in a language asks, says nothing by itself, or leads out of a text. Parts of patterns. */
export interface WholeWords {
  /** Words that a question begins with. */
  readonly asks: string;
  /** What may stand before those. */
  readonly greets: string;
  /** How a question goes, for who did not ask one. */
  readonly like: string;
  /** Words of which alone an answer may not be. */
  readonly bare: string;
  /** What leads to something that is not there. */
  readonly pointing: readonly string[];
  /** Words that an answer cannot begin with, unless it is `named` what they mean: `This command …`. */
  readonly dangling: string;
  readonly named?: string;
}

const who = String.raw`@\S+`;

export const wholeWords: Readonly<Record<string, WholeWords>> = {
  en: {
    greets: 'so|and|but|hi|hey|hello|ok|please|quick question',
    asks: "how|why|what|when|where|which|who|whose|whom|can|could|should|shall|would|will|may|might|must|do|does|did|is|are|was|were|has|have|had|am|any|anyone|anybody|what's|who's|where's|how's|isn't|aren't|doesn't|don't|didn't|can't|couldn't|won't|shouldn't",
    like: 'How do I …?',
    bare: 'yes|yep|yeah|yup|no|nope|ok|okay|sure|same|same here|exactly|correct|right|done|solved|fixed|never ?mind|(?:many )?thanks(?: (?:a lot|so much|a million))?|thank you(?: (?:so|very) much)?|thx|ty|this|that|me too|works(?: (?:for me|now))?|worked|will do|it works?|that works?|that worked|got it|agreed|indeed|nice|great',
    pointing: [
      String.raw`(?:see|look|check|as|like|mentioned|described|shown|the (?:link|message|post|answer|snippet|code|command|screenshot))\s+(?:above|below|earlier)`,
      String.raw`(?:as|like)\s+(?:i|he|she|they|we|you|${who})\s+(?:said|mentioned|told|wrote|posted|explained|suggested)`,
      String.raw`what\s+(?:@?[\p{L}'’.-]{1,40})\s+(?:said|wrote|posted|suggested)`,
      String.raw`(?:as|like)\s+before|(?:in|from|see)\s+(?:the\s+other|another)\s+(?:thread|channel)`,
      String.raw`(?:dm|pm|message)\s+(?:me|you)`,
      String.raw`(?:see|check|look\s+at)\s+(?:out\s+)?(?:the|my|this|that|your)\s+(?:attached\s+)?(?:screenshot|image|picture|attachment|photo|gif|video)`,
      String.raw`(?:above|previous|earlier|last)\s+(?:message|post|answer|comment|link|screenshot|thread)`,
      String.raw`(?:in|check|see|read)\s+(?:my|your|the)\s+(?:dms?|direct message|pm)`,
    ],
    dangling: String.raw`(?:it|its|it's|that|that's|this|these|those|they|they're|them|he|she|he's|she's|his|her|the same|then|so|also|but|and|or|because)(?!\s+(?:is|are)\s+(?:possible|necessary|worth|important|best|easy|hard|common)\b)`,
    named: String.raw`(?:this|that|these|those|his|her)\s+(?!(?:is|are|was|were|will|can|works?|worked|does|should|happens|means|one)\b)\p{L}{3,}`,
  },
  de: {
    greets: 'hallo|hi|hey|moin|so|und|aber|also|ok|bitte|sagt mal|kurze frage|frage',
    asks: 'wie|warum|wieso|weshalb|weswegen|wozu|was|wann|wo|woher|wohin|woran|womit|wodurch|wofür|worauf|wer|wen|wem|wessen|welche[nrsm]?|kann|kannst|können|könnte|soll|sollte|muss|müssen|darf|gibt es|ist|sind|hat|haben|hatte|weiß|wissen|kennt|geht|lässt|lohnt|wird|werden|braucht|macht|jemand',
    like: 'Wie kann ich …?',
    bare: 'ja|jep|jo|jup|nein|nö|nee|ok|okay|klar|genau|stimmt|richtig|korrekt|danke|danke sehr|danke schön|vielen lieben dank|besten dank|dankeschön|danke dir|vielen dank|merci|erledigt|gelöst|geht|geht jetzt|passt|funktioniert|klappt|läuft|super|prima|top|gerne|das|dito|ebenso|ich auch|hat geklappt|hat funktioniert|das wars|perfekt',
    pointing: [
      String.raw`(?:siehe|schau(?: mal)?|guck(?: mal)?|vgl\.?)\s+(?:oben|unten|vorhin)|s\.\s?o\.`,
      String.raw`wie\s+(?:oben|vorhin|weiter oben)(?:\s+(?:gesagt|erwähnt|beschrieben|geschrieben|gezeigt))?`,
      String.raw`wie\s+(?:schon |bereits )?(?:gesagt|erwähnt|geschrieben)`,
      String.raw`wie\s+(?:ich|er|sie|wir|du|${who})\s+(?:ja |schon |bereits |oben )*(?:gesagt|geschrieben|erwähnt|meinte|sagte|schrieb)`,
      String.raw`was\s+(?:ich|er|sie|du|${who})\s+(?:oben |schon |vorhin )*(?:gesagt|geschrieben|gepostet|meinte|schrieb)`,
      String.raw`(?:obige|vorige|vorherige|letzte|oben genannte)[nrsm]?\s+(?:nachricht|antwort|beitrag|link|befehl|screenshot|thread)`,
      String.raw`(?:in|per)\s+(?:meiner|deiner|der)?\s*(?:dms?|direktnachricht|pn)`,
      String.raw`(?:im|aus dem|siehe)\s+anderen\s+(?:thread|kanal)|wie\s+(?:vorher|zuvor|beim letzten mal)`,
      String.raw`(?:siehe|schau|guck)\s+(?:mal\s+)?(?:(?:den|das|im|in den|aufs?|auf den|auf das)\s+)?(?:screenshot|bild|anhang|foto|video)`,
    ],
    dangling:
      '(?:(?:das|dies|es|dieses)\\s+(?:ist|war|liegt|kommt|geht|ging|braucht|funktioniert|muss|kann|sollte|hat|wird|hilft|passiert|klappt)(?!\\s+(?:möglich|nötig|wichtig|sinnvoll|einfach|üblich|am besten))|er|dann|danach|also|auch|aber|und|oder|weil|denn|deshalb|deswegen|damit|dafür|davon|daran|das gleiche|dasselbe)',
  },
  fr: {
    greets: 'bonjour|salut|hello|et|mais|alors|ok|bonsoir|question',
    asks: "comment|pourquoi|quand|quel(?:le)?s?|qui|que|quoi|où|d[’']où|combien|est-ce|qu[’']est-ce|peut-on|faut-il|y a-t-il|a-t-on|doit-on|quelqu[’']un|sait-on|lequel|laquelle",
    like: 'Comment faire pour …?',
    bare: "oui|non|ok|d[’']accord|merci|merci beaucoup|exactement|exact|voilà|c[’']est bon|ça marche|fait|résolu|parfait|super|pareil|moi aussi|top",
    pointing: [
      'voir\\s+(?:plus haut|ci-dessus|au-dessus|plus bas|ci-dessous)|cf\\.?\\s+(?:plus haut|ci-dessus)',
      `comme\\s+(?:je l[’']ai |il l[’']a |elle l[’']a |on l[’']a |${who} l[’']a )?(?:déjà )?(?:dit|mentionné|indiqué|expliqué|écrit)`,
      '(?:message|réponse|commentaire|lien)\\s+(?:précédente?|ci-dessus)',
    ],
    dangling:
      "(?:c[’']est|ça|cela|ceci|alors|donc|puis|ensuite|mais|et|ou|parce que|car|aussi)(?!\\s+(?:possible|nécessaire|important|mieux))",
  },
  es: {
    greets: 'hola|buenas|buenos días|y|pero|ok|una pregunta|por favor',
    asks: 'cómo|por qué|qué|cuándo|dónde|adónde|quién(?:es)?|cuál(?:es)?|cuánt[oa]s?|se puede|puedo|podemos|hay|es posible|alguien|debo|tengo que',
    like: '¿Cómo puedo …?',
    bare: 'sí|si|no|ok|vale|gracias|muchas gracias|exacto|correcto|hecho|listo|resuelto|solucionado|funciona|perfecto|genial|igual|yo también',
    pointing: [
      '(?:ver|mira|véase|como)\\s+(?:más )?(?:arriba|abajo)',
      `como\\s+(?:ya )?(?:dije|dijo|dijimos|mencioné|comenté|escribí|expliqué|${who} dijo)`,
      '(?:mensaje|respuesta|comentario|enlace)\\s+(?:anterior|de arriba)',
    ],
    dangling: '(?:eso|esto|ello|entonces|luego|después|pero|y|o|porque|también|así que)',
  },
  it: {
    greets: 'ciao|salve|buongiorno|e|ma|ok|una domanda|per favore',
    asks: "come|perché|cosa|che|quando|dove|chi|quale|quali|quant[oiae]|si può|posso|possiamo|c[’']è|ci sono|è possibile|qualcuno|devo|cos[’']è|com[’']è|dov[’']è",
    like: 'Come posso …?',
    bare: "sì|si|no|ok|va bene|grazie|grazie mille|esatto|giusto|fatto|risolto|funziona|perfetto|ottimo|anch[’']io",
    pointing: [
      '(?:vedi|vedere|guarda|come)\\s+(?:più )?(?:sopra|sotto|in alto)',
      `come\\s+(?:ho |ha |abbiamo |${who} ha )?(?:già )?(?:detto|scritto|menzionato|spiegato)`,
      '(?:messaggio|commento|link|risposta)\\s+(?:precedente|di sopra|qui sopra)',
    ],
    dangling: '(?:questo è|quello è|ciò|allora|quindi|poi|ma|e|o|oppure|perché|anche)',
  },
  nl: {
    greets: 'hallo|hoi|hey|en|maar|ok|vraagje|vraag|even',
    asks: 'hoe|waarom|wat|wanneer|waar|waarmee|waardoor|wie|wiens|welke?|kan|kun|kunnen|mag|moet|moeten|is|zijn|heeft|hebben|weet|iemand|werkt|gaat|hoeveel',
    like: 'Hoe kan ik …?',
    bare: 'ja|jep|nee|ok|oké|klopt|precies|juist|dank|dank je|dank je wel|dankjewel|dank u|bedankt|gedaan|opgelost|gelukt|werkt|top|prima|super|ik ook|idem',
    pointing: [
      'zie\\s+(?:boven|hierboven|hieronder|eerder)',
      `zoals\\s+(?:ik|hij|zij|we|${who})?\\s*(?:al |net )?(?:gezegd|zei|schreef|vermeld|geschreven)`,
      '(?:vorige?|eerdere?|bovenstaande?)\\s+(?:bericht|antwoord|reactie|link)',
    ],
    dangling:
      '(?:(?:dat|dit|het)\\s+(?:is|was|werkt|kan|moet|gaat|helpt|komt|ligt)(?!\\s+(?:mogelijk|nodig|belangrijk))|dan|dus|maar|en|of|want|ook|daarom|daarna)',
  },
  pt: {
    greets: 'olá|oi|bom dia|e|mas|ok|uma pergunta|por favor',
    asks: 'como|por ?qu[eê]|o que|que|quando|onde|quem|qual|quais|quant[oa]s?|posso|podemos|dá para|é possível|há|existe|alguém|devo|tenho que',
    like: 'Como posso …?',
    bare: 'sim|não|nao|ok|obrigad[oa]|muito obrigad[oa]|valeu|exato|correto|certo|feito|pronto|resolvido|funciona|funcionou|perfeito|ótimo|eu também',
    pointing: [
      '(?:ver|veja|vide|como)\\s+(?:mais )?(?:acima|abaixo)',
      `como\\s+(?:eu |já |${who} )*(?:disse|falei|mencionei|escrevi|expliquei)`,
      '(?:mensagem|resposta|comentário|link)\\s+(?:anterior|acima)',
    ],
    dangling: '(?:isso|isto|então|depois|mas|e|ou|porque|também|aí)',
  },
};
