import {Decoder} from '../../../themes/shared/search/decoder.js';
import {stamped} from './files.js';

/** Writes what Decoder reads, a few bytes longer than RangeEncoder (index/browser/range_coder.h): it reads, and the bits that it gets are those of the value. */
export class Encoder extends Decoder {
  /** @param {string} name  of the file */
  constructor(name) {
    super(name, stamped(name, new Uint8Array(4)));
    this.range = 0xffffffff;
    this.low = 0n;
    this.size = 4;
    /** @type {number[]} */
    this.bits = [];
  }

  /** @param {number} probability */
  decode(probability) {
    const bit = this.bits.shift() ?? 0;
    const bound = (this.range >>> 15) * probability;
    if (!bit) this.low += BigInt(bound);
    this.range = bit ? bound : this.range - bound;
    while (this.range < 0x1000000) {
      this.range *= 256;
      this.low <<= 8n;
      this.size++;
    }
    return bit;
  }

  /** @param {number} table @param {number} value */
  putNumber(table, value) {
    const digits = [...(value + 1).toString(2).slice(1)].map(Number);
    this.bits = [...digits.map(() => 1), 0, ...digits];
    this.number(table);
  }

  /** @param {number} table @param {number} value */
  putSymbol(table, value) {
    this.bits = [...value.toString(2).padStart(8, '0')].map(Number);
    this.symbol(table);
  }

  /** @returns {Uint8Array} */
  file() {
    return stamped(
      this.name,
      Buffer.from(this.low.toString(16).padStart(2 * this.size, '0'), 'hex'),
    );
  }
}
