// One district's reporting requirements as registered: who asks for what, how often, on which form.
import type { Frequency } from './period.ts';

export interface Department {
  readonly id: string;
  readonly name: string;
}

export interface Requirement {
  readonly id: string;
  /** Id of the department. */
  readonly department: string;
  readonly title: string;
  /** Path of the workbook within the pack. */
  readonly file: string;
  readonly frequency: Frequency;
  readonly legalBasis: string | null;
  readonly description: string | null;
}

export interface Pack {
  readonly name: string;
  readonly district: string;
  readonly year: number;
  readonly departments: readonly Department[];
  readonly requirements: readonly Requirement[];
}
