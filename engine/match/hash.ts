// A short, stable name for a long canonical text. No secret, no cryptography: the same text always gives the same name.

/** 64 bits of a text as 13 letters and digits. Among a million texts two coincide with a chance of about 1 in 40 million. */
export function shortHash(text: string): string {
  return part(text, 0x811c9dc5) + part(text, 0x9e3779b9);
}

/** 32 bits, FNV-1a over UTF-16 units with a final mix (MurmurHash3's), in base 36, padded. */
function part(text: string, seed: number): string {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(36).padStart(7, '0').slice(-7);
}
