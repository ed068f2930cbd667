// Blanks that would read otherwise, as replies tell them.
import Type from 'typebox';
import { closed } from '../http/operation.ts';

export const ReachedBlanks = Type.Array(
  closed({
    requirement: Type.String(),
    /** Title of the requirement. */
    form: Type.String(),
    sheet: Type.String(),
    cell: Type.String(),
    label: Type.Array(Type.String()),
    /** '': no blank is seen there now. Equal to `to` where only what is doubtful of it changes. */
    from: Type.String(),
    /** '': it would be no blank any more. */
    to: Type.String(),
  }),
);
