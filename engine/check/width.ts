// The same sign written wide and narrow.

/** Full-width letters, digits and signs become their narrow twins; ² ① ㎡ and the like stay as they are, for they are no digits. */
export function foldWidth(text: string): string {
  return text.replace(/[！-～]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}
