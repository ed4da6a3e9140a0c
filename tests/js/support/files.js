// Files of an index in memory, and ways to spoil them.

/**
 * A file of symbols as the writer makes it: the check of name and stream, then the stream.
 * @param {string} name
 * @param {Uint8Array} stream
 */
export function stamped(name, stream) {
  let hash = 0x811c9dc5;
  for (const byte of [...Buffer.from(name), ...stream]) hash = Math.imul(hash ^ byte, 16777619);
  return Uint8Array.from([0, 8, 16, 24].map(shift => (hash >>> shift) & 255).concat([...stream]));
}

/**
 * A fetch over files in memory. `calls` lists the paths asked for.
 * @param {Map<string, Uint8Array>} files  by path below the root
 */
export function memoryFetch(files) {
  const calls = [];
  const fetch = async url => {
    const path = new URL(url).pathname.slice(1);
    calls.push(path);
    const bytes = files.get(path);
    return bytes ? new Response(bytes) : new Response('Not Found', {status: 404});
  };
  return {fetch, calls};
}
