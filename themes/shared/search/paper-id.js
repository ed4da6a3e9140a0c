// Identifiers of papers. Twin: model/paper_id.cc.

/** @type {Record<string, string>} */
const SERVICES = {
  arxiv: 'arXiv',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
  openreview: 'OpenReview',
  doi: 'DOI',
};

/**
 * "doi:10.1234/abc" is of "DOI" and there "10.1234/abc".
 * @param {string} id
 */
export function partsOf(id) {
  const [, scheme = 'arxiv', local = id] = /^([a-z]+):(.+)$/.exec(id) ?? [];
  return {scheme, service: SERVICES[scheme] ?? scheme, local};
}

/**
 * Where the paper is, and its PDF and HTML if its identifier determines them.
 * @param {string} id
 * @returns {Record<string, string>}
 */
export function addressesOf(id) {
  const {scheme, local} = partsOf(id);
  if (scheme === 'arxiv') {
    const at = (/** @type {string} */ kind) => `https://arxiv.org/${kind}/${encodeURI(local)}`;
    return {abs: at('abs'), pdf: at('pdf'), html: at('html')};
  }
  if (scheme === 'openreview') {
    const at = (/** @type {string} */ kind) => `https://openreview.net/${kind}?id=${local}`;
    return {abs: at('forum'), pdf: at('pdf')};
  }
  if (scheme === 'doi') {
    return {
      abs: `https://doi.org/${encodeURIComponent(local).replace(/%(2F|3A|3B)/g, decodeURIComponent)}`,
    };
  }
  const page = `https://www.${scheme}.org/content/${local}`;
  return {abs: page, pdf: `${page}v1.full.pdf`, html: `${page}v1.full`};
}
