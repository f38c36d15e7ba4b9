// The search of a handbook, in the browser: nothing that is typed leaves it. What is searched is loaded
// when somebody starts to search, as scripts, because a page from a disk may load nothing else.
(() => {
  const up = document.documentElement.dataset.up;
  const form = document.querySelector('.search');
  const input = form.querySelector('input');
  const found = document.querySelector('.found');
  const status = found.querySelector('[role=status]');
  const list = found.querySelector('ol');
  const most = 10;
  let index;
  let loading;

  form.hidden = false;

  function loadScript(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${up}assets/${name}`;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function load() {
    await Promise.all([loadScript('minisearch.js'), loadScript('search-data.js')]);
    const { pattern, pages } = globalThis.praxisPages;
    const word = new RegExp(pattern, 'gu');
    const tokenize = (text) =>
      text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .match(word) ?? [];
    const made = new globalThis.MiniSearch({
      fields: ['title', 'tags', 'words'],
      storeFields: ['title', 'tags', 'isOver', 'next'],
      tokenize,
      processTerm: (term) => term,
    });
    made.addAll(
      pages.map(([id, title, tags, words, isOver, next]) => ({
        id,
        title,
        tags: tags.join(' '),
        words,
        isOver,
        next,
      })),
    );
    index = made;
  }

  const options = {
    boost: { title: 4, tags: 2 },
    prefix: (_term, at, terms) => at === terms.length - 1,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  };

  function search(words) {
    const strict = index.search(words, { ...options, combineWith: 'AND' });
    const results = strict.length > 0 ? strict : index.search(words, options);
    // What is outdated comes behind what is right.
    return results.sort((a, b) => a.isOver - b.isOver || b.score - a.score);
  }

  function show(words) {
    const results = search(words);
    const count = results.length === 1 ? 'One answer' : `${results.length} answers`;
    const shown = results.length > most ? `The best ${most} of ${results.length} answers` : count;
    status.textContent = results.length === 0 ? 'Nothing found. Try other words.' : shown;
    list.replaceChildren(...results.slice(0, most).map(toItem));
  }

  function toItem({ id, title, tags, isOver, next }) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `${up}snippets/S${id}.html`;
    link.dir = 'auto';
    link.textContent = title;
    const about = document.createElement('p');
    about.className = 'small';
    about.textContent = [isOver && !next ? 'Outdated' : '', tags.split(' ').join(', ')]
      .filter(Boolean)
      .join(' · ');
    if (next) {
      const successor = document.createElement('a');
      successor.href = `${up}snippets/S${next}.html`;
      successor.textContent = `S${next}`;
      about.prepend('Superseded by ', successor, tags === '' ? '' : ' · ');
    }
    item.append(link, about);
    return item;
  }

  async function update() {
    const words = input.value.trim();
    found.hidden = words === '';
    if (words === '') return;
    if (!index) {
      status.textContent = 'Searching …';
      loading ??= load();
      try {
        await loading;
      } catch {
        loading = undefined;
        status.textContent = 'The search could not be loaded. The topics list everything.';
        return;
      }
    }
    if (input.value.trim() === words) show(words);
  }

  input.addEventListener('focus', () => {
    loading ??= load();
    // Said when somebody types.
    loading.catch(() => {});
  });
  input.addEventListener('input', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.focus();
  });

  document.addEventListener('keydown', (event) => {
    const isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && !found.hidden) {
      input.value = '';
      found.hidden = true;
      input.focus();
    }
  });

  // Back from an answer, the browser gives back what was typed.
  if (input.value.trim() !== '') update();
})();
