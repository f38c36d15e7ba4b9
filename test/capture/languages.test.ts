import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/capture/lint.ts';

/** A Friday. */
const now = { at: Date.UTC(2026, 10, 27, 12), zone: 'Europe/Berlin' };
const linted = (answer: string, language: string, title = 'Wie? Comment ?') =>
  lint({ title, details: '', answer, tags: [] }, [], now, language);
const told = (answer: string, language: string) =>
  linted(answer, language).findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);

describe('a date told from today, in the language of the community', () => {
  test.each([
    ['de', 'Der Job ist gestern abgebrochen.', 'Der Job ist am 26. November 2026 abgebrochen.'],
    ['de', 'Gestern brach er ab.', 'Am 26. November 2026 brach er ab.'],
    ['de', 'Er läuft morgen früh.', 'Er läuft am Morgen des 28. November 2026.'],
    ['de', 'Morgen läuft er wieder.', 'Am 28. November 2026 läuft er wieder.'],
    ['de', 'Er lief heute Abend.', 'Er lief am Abend des 27. November 2026.'],
    ['de', 'Seit vorgestern ist er langsam.', 'Seit dem 25. November 2026 ist er langsam.'],
    ['de', 'Bis übermorgen geht es.', 'Bis zum 29. November 2026 geht es.'],
    ['de', 'Wir zogen letzten Dienstag um.', 'Wir zogen am 24. November 2026 um.'],
    ['de', 'Wir zogen vor zwei Wochen um.', 'Wir zogen um den 13. November 2026 um.'],
    ['de', 'Er lief vor drei Tagen.', 'Er lief am 24. November 2026.'],
    ['de', 'Nächsten Monat zieht er um.', 'Im Dezember 2026 zieht er um.'],
    ['de', 'Das war in der letzten Woche so.', 'Das war in der Woche ab dem 16. November 2026 so.'],
    ['de', 'Seit letzter Woche steht er.', 'Seit der Woche ab dem 16. November 2026 steht er.'],
    ['de', 'In diesem Monat zieht er um.', 'Im November 2026 zieht er um.'],
    ['de', 'In dieser Woche zieht er um.', 'In der Woche ab dem 23. November 2026 zieht er um.'],
    ['de', 'In drei Tagen läuft er.', 'Am 30. November 2026 läuft er.'],
    ['de', 'Letztes Jahr lief er.', 'Im Jahr 2025 lief er.'],
    ['fr', 'Il a échoué hier.', 'Il a échoué le 26 novembre 2026.'],
    ['fr', 'Il a échoué avant-hier.', 'Il a échoué le 25 novembre 2026.'],
    ['fr', 'Voir le journal d’hier.', 'Voir le journal du 26 novembre 2026.'],
    ['fr', 'Il a changé il y a deux semaines.', 'Il a changé vers le 13 novembre 2026.'],
    ['fr', 'Il change le mois prochain.', 'Il change en décembre 2026.'],
    ['fr', 'Il a changé mardi dernier.', 'Il a changé le 24 novembre 2026.'],
    ['es', 'Falló ayer por la tarde.', 'Falló el 26 de noviembre de 2026 por la tarde.'],
    ['es', 'El registro de ayer lo dice.', 'El registro del 26 de noviembre de 2026 lo dice.'],
    ['es', 'Cambió hace dos semanas.', 'Cambió hacia el 13 de noviembre de 2026.'],
    ['es', 'Cambia el mes que viene.', 'Cambia en diciembre de 2026.'],
    ['it', 'Non va da ieri.', 'Non va dal 26 novembre 2026.'],
    ['it', 'Fallì l’altro ieri.', 'Fallì il 25 novembre 2026.'],
    ['it', 'Cambiò due settimane fa.', 'Cambiò verso il 13 novembre 2026.'],
    ['nl', 'Hij liep gisteren vast.', 'Hij liep op 26 november 2026 vast.'],
    ['nl', 'Sinds eergisteren is hij traag.', 'Sinds 25 november 2026 is hij traag.'],
    ['pt', 'Falhou ontem à noite.', 'Falhou em 26 de novembro de 2026 à noite.'],
    ['sv', 'Det gick sönder igår.', 'Det gick sönder den 26 november 2026.'],
    ['no', 'Det gikk i stykker i går.', 'Det gikk i stykker den 26. november 2026.'],
    ['ru', 'Задача упала вчера.', 'Задача упала 26 ноября 2026 года.'],
    ['uk', 'Задача впала вчора.', 'Задача впала 26 листопада 2026 року.'],
    ['de', 'The job failed yesterday.', 'The job failed on 26 November 2026.'],
  ])('%s: %j is offered as %j', (language, text, dated) => {
    expect(linted(text, language).dated?.answer).toBe(dated);
  });

  test.each([
    ['de', 'Guten Morgen! Der Job läuft jeden Morgen und am Abend.'],
    ['de', 'Am 26. November 2026 um 9 Uhr, wie jeden Dienstag.'],
    ['de', '`gestern` und `morgen` sind hier Namen.'],
    ['de', 'In der letzten Zeile steht der Fehler, in zwei Zeilen davor die Ursache.'],
    ['fr', 'Chaque mardi, le dernier jour du mois.'],
    ['es', 'Corre por la mañana, a las nueve de la mañana.'],
    ['nl', 'Goede morgen! Hij loopt elke morgen.'],
    ['en', 'Er lief gestern.'],
  ])('%s: %j has none', (language, text) => {
    expect(linted(text, language).dated).toBeUndefined();
  });
});

describe('an answer, in the language of the community', () => {
  test.each([
    ['de', 'Das Flag setzen, wie oben beschrieben, dann neu starten.', 'wie oben beschrieben'],
    ['de', 'Siehe oben, dann den Dienst neu starten.', 'Siehe oben'],
    ['de', 'Erst neu starten, und wie ich schon gesagt habe, warten.', 'wie ich schon gesagt'],
    ['de', 'Der Befehl steht in der vorigen Nachricht.', 'vorigen Nachricht'],
    ['fr', 'Relancer le service comme je l’ai dit plus haut.', 'comme je l’ai dit'],
    ['es', 'Reinicia el servicio como ya dije.', 'como ya dije'],
    ['it', 'Riavvia il servizio, vedi sopra.', 'vedi sopra'],
    ['nl', 'Herstart de dienst zoals gezegd.', 'zoals gezegd'],
    ['pt', 'Reinicie o serviço, veja acima.', 'veja acima'],
  ])('%s: %j points out of itself', (language, text, phrase) => {
    expect(told(text, language)).toEqual([
      `answer: “${phrase}” points to something that is not in the answer. Put it there.`,
    ]);
  });

  test.each([
    ['de', 'Ja, danke!'],
    ['de', 'Passt 👍'],
    ['de', 'Erledigt.'],
    ['fr', 'Oui, merci'],
    ['es', 'Sí, gracias'],
    ['it', 'Sì, grazie!'],
    ['nl', 'Klopt, bedankt'],
    ['pt', 'Sim, obrigado'],
    ['de', 'yes, thanks'],
  ])('%s: %j says nothing by itself', (language, text) => {
    expect(told(text, language)).toEqual([
      'answer: The answer says only yes, no or thanks. Say the whole of it.',
    ]);
  });

  test.each([
    ['de', 'Das liegt am Index, der neu gebaut werden muss.', 'Das'],
    ['de', 'Dann den Dienst neu starten.', 'Dann'],
    ['fr', 'Ça vient de l’index, qui est à reconstruire.', 'Ça'],
    ['es', 'Eso pasa porque falta el índice.', 'Eso'],
  ])('%s: %j begins in the middle', (language, text, opener) => {
    expect(told(text, language)).toEqual([
      `answer: The answer begins with “${opener}”. Say what is meant: its reader has not seen the thread.`,
    ]);
  });

  test.each([
    ['de', 'Das Skript baut ihn neu: den nächtlichen Job von Hand starten.'],
    ['de', 'Der Index liegt oben im Baum, also zuerst die Tabellen bauen.'],
    ['de', 'Es ist möglich, den Job von Hand zu starten.'],
    ['fr', 'Il faut relancer le service à la main.'],
    ['es', 'Este comando reinicia el servicio entero.'],
    ['nl', 'Het commando herstart de hele dienst.'],
    ['ru', 'Перезапустите службу вручную, это помогает.'],
  ])('%s: %j stands for itself', (language, text) => {
    expect(told(text, language)).toEqual([]);
  });
});

describe('a title, in the language of the community', () => {
  const titled = (title: string, language: string) =>
    linted('Den nächtlichen Job von Hand starten.', language, title).findings;

  test.each([
    ['de', 'Der Export', 'Wie kann ich …?'],
    ['fr', 'Renommer une branche', 'Comment faire pour …?'],
    ['es', 'La exportación', '¿Cómo puedo …?'],
  ])('%s: %j is told to ask something', (language, title, like) => {
    expect(titled(title, language).map(({ sentence }) => sentence)).toEqual([
      `The title does not ask anything. Whoever looks for this asks a question, like “${like}”.`,
    ]);
  });

  test.each([
    ['de', 'Wieso ist der Export langsam'],
    ['de', 'Kann man einen Commit teilen'],
    ['de', 'Hallo, weiß jemand wo die Schlüssel liegen'],
    ['de', 'How do I split a commit'],
    ['fr', 'Comment renommer une branche'],
    ['fr', 'Est-ce que le build échoue'],
    ['es', 'Cómo se renombra una rama'],
    ['it', 'Come si rinomina un ramo'],
    ['nl', 'Hoe hernoem ik een branch'],
    ['pt', 'Como renomear um ramo'],
    ['ru', 'Экспорт'],
  ])('%s: %j asks', (language, title) => {
    expect(titled(title, language)).toEqual([]);
  });
});
