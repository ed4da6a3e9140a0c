// Words of everyday English in queries that state a need. Twin: query/everyday_words.cc;
// tests/vectors/everyday.json binds both.

/** @typedef {import('./types.js').Group} Group */

const EVERYDAY = 0.4;

const WORDS = new Set(
  (
    'able across actually after again ahead alike all alone along already also although always ' +
    'among another any anything apart approach approaches around away back bad beat beats ' +
    'because become becomes before begin behind being below best better big bigger both break ' +
    'breaks bring build building buy call came cannot change changes changing cheap cheaper ' +
    'cheaply choose choosing come comes consider deal different doing done down during each ' +
    'early easier easily easy either else enough especially even ever every everything exactly ' +
    'example examples fail fails far fast faster few fewer find finding finds first fix follow ' +
    'found full further gain get gets getting give given gives giving go goes going good got ' +
    'great grow hand happen happens hard harder has have having help helps here hold holds huge ' +
    'hurt hurts idea ideas improve improved improves improving instead just keep keeping keeps ' +
    'kind kinds know knowing knows last late later least less let lets like likely little long ' +
    'longer look looking looks lot made main make makes making many matter matters may maybe ' +
    'mean means method methods might more most much must need needed needs never new next no ' +
    'nothing now off often old once one ones only other others our out over own paper papers ' +
    'part parts people possible put question questions quick quickly quite rather really recent ' +
    'research right run running runs said same say see seem seems seen several show showing ' +
    'shows simple simply since small smaller so solve some something sometimes soon start starts ' +
    'stay still stop study such sure take takes taking technique techniques tell than then there ' +
    'these they thing things think those through together too toward towards trick tricks try ' +
    'trying turn two under until up upon us use used useful uses using usual usually various ' +
    'very via want wants was way ways well went were whether whole whose will within without ' +
    'work working works worse worst would yet you your'
  ).split(' '),
);

/** @param {string} word  folded */
export const isEverydayWord = word => WORDS.has(word);

/**
 * Lowers the weights of everyday words of a long query that has other words as well: rare in papers,
 * they would weigh most.
 * @param {Group[]} groups
 */
export function lowerEverydayWords(groups) {
  const isEveryday = (/** @type {Group} */ {word, required}) => !required && isEverydayWord(word);
  const hard = groups.filter(({soft}) => !soft);
  const lowered = hard.filter(isEveryday);
  if (lowered.length === hard.length) return;
  for (const {weights, composites} of lowered) {
    for (const [form, weight] of weights) weights.set(form, weight * EVERYDAY);
    for (const composite of composites) composite.weight *= EVERYDAY;
  }
}
