/** An error of the index: the message is for people, `kind` for programs. */
export class IndexError extends Error {
  /**
   * @param {'network' | 'missing' | 'damaged' | 'newer' | 'script'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** @param {string} name  last part of the file's path */
export const damaged = name => new IndexError('damaged', `The file ${name} is damaged.`);
