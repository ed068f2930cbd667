// The questions of a form's section, one after the other, however its blocks are laid out.
import type { FormQuestion, FormSection } from '../../engine/model/annual.ts';

export function questionsIn({ blocks }: FormSection): FormQuestion[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? [...block.questions] : block.cells.flatMap((row) => row.flatMap((each) => each ?? []))));
}
