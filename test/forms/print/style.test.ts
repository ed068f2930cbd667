// The colours of printed pages: doubt looks as it does on the site, and every word can be read on its ground.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const printed = coloursIn('forms/print/templates/style.hbs');
const site = coloursIn('web/look/look.css');

test('what is doubtful has one colour, on paper and on the site', () => {
  expect([printed.get('doubt-ink'), printed.get('doubt')]).toEqual([site.get('doubt'), site.get('doubt-ground')]);
});

test.each(['good', 'doubt', 'known', 'list', 'loose', 'warn'])('words on %s stand out from it, 4.5 to 1 (WCAG AA)', (ground) => {
  expect(contrast(printed.get(`${ground}-ink`), printed.get(ground))).toBeGreaterThanOrEqual(4.5);
});

test.each(['ground', 'paper'])('so do plain, quiet and linked words on the %s', (ground) => {
  for (const ink of ['ink', 'quiet', 'accent']) expect(contrast(printed.get(ink), printed.get(ground)), ink).toBeGreaterThanOrEqual(4.5);
});

test('no two kinds of blank share a ground', () => {
  const grounds = ['good', 'doubt', 'known', 'list', 'loose'].map((name) => printed.get(name));
  expect(new Set(grounds).size).toBe(grounds.length);
});

/** The colours that a style names first, without those of the dark. */
function coloursIn(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const first = text.slice(text.indexOf(':root'), text.indexOf('}'));
  return new Map([...first.matchAll(/--([\w-]+): (#[\da-f]{6});/gu)].map(([, name = '', colour = '']) => [name, colour]));
}

/** Of 1 to 21, by WCAG 2. */
function contrast(a = '', b = ''): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
