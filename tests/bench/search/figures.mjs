// Small helpers of the benches.

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {string} text */
export const escapeHtml = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Typical queries. */
export const QUERIES = [
  'mixture of experts',
  'kv cache quantization',
  'LeCun',
  'sparse autoencoder features',
  'muon optimizer',
  'low-rank adaptation',
  'state space model',
  'grokking',
  'speculative decoding',
  'quantizaton',
  'transf',
  '"linear attention"',
];
