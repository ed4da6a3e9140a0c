// The page of the papers that were not chosen: sliders cut the day again. Nothing is kept.

const form = document.querySelector('form.cut');
const body = document.querySelector('.verdicts tbody');
const said = document.querySelector('#recut');

if (form instanceof HTMLFormElement && body && said) {
  const rows = [...body.querySelectorAll('tr')].map(row => ({
    row,
    sign: row.querySelector('.sign'),
    relevance: Number(row.dataset.r),
    novelty: Number(row.dataset.n),
    chosen: 'in' in row.dataset,
    always: row.dataset.in === 'a',
    score: 0,
  }));

  /** @param {string} name */
  const value = name => Number(new FormData(form).get(name));

  /** Out of 20, whatever the weights. */
  const score = (/** @type {number} */ relevance, /** @type {number} */ novelty) => {
    const [r, n] = [value('wr'), value('wn')];
    return r + n > 0 ? (2 * (r * relevance + n * novelty)) / (r + n) : 0;
  };

  const show = () => {
    for (const label of form.querySelectorAll('label')) {
      const [input, output] = [label.querySelector('input'), label.querySelector('b')];
      if (input && output) output.textContent = input.value;
    }
    let [all, more, fewer] = [0, 0, 0];
    for (const one of rows) {
      one.score = score(one.relevance, one.novelty);
      const taken =
        one.always ||
        (one.relevance >= value('r') && one.novelty >= value('n') && one.score >= value('s'));
      all += Number(taken);
      more += Number(taken && !one.chosen);
      fewer += Number(!taken && one.chosen);
      one.row.classList.toggle('out', !taken);
      const sign = taken === one.chosen ? '' : taken ? '+ ' : '− ';
      if (one.sign) one.sign.textContent = sign;
    }
    rows.sort((a, b) => b.score - a.score || b.relevance - a.relevance);
    body.append(...rows.map(one => one.row));
    said.textContent = '{{words.below.result}}'
      .replace('[n]', `${all}`)
      .replace('[more]', `${more}`)
      .replace('[fewer]', `${fewer}`);
  };

  form.addEventListener('input', show);
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', event => event.preventDefault());
  show();
}

export {};
