// Drafts and lists as they leave the station: with their unit, evidence and doubts.
import type { Evidence, FieldMeaning, FieldUnit, RosterMeaning } from '../model/meaning.ts';
import type { SheetReading } from '../model/reading.ts';
import type { Draft, Sheet } from './draft.ts';
import { type Lexicon, normalise, type Unit } from './lexicon.ts';
import { openPoint } from './points.ts';
import { type Attributes, columnMeanings, membershipOf, namedIn, rosterObject } from './rosters.ts';
import { titleOfWhere, whereOf } from './says.ts';

export function meaningOf(sheet: Sheet, draft: Draft): FieldMeaning {
  const { field, resolution } = draft;
  const point = draft.point ?? openPoint(sheet, draft);
  const unit = resolution?.unit ?? ratioUnit(draft, sheet.lexicon);
  return {
    key: `${sheet.form.requirement}|${field.sheet}|${field.cell}`,
    requirement: sheet.form.requirement,
    department: sheet.form.department,
    frequency: sheet.form.frequency,
    reading: field,
    title: [...field.section, ...field.rowPath, ...field.columnPath].map(({ text }) => text.replace(/\s+/gu, '')).join(' › '),
    point,
    textual: point.kind === 'plain' && point.measure.kind === 'value' && (resolution?.measure.units.includes('文本') ?? false),
    unit: unit ? fieldUnit(unit) : null,
    evidence: [...evidenceOf(sheet, draft), ...draft.evidence],
    doubts: draft.doubts,
  };
}

function fieldUnit(unit: Unit): FieldUnit {
  return { text: unit.text, base: unit.base, factor: unit.factor };
}

function ratioUnit(draft: Draft, lexicon: Lexicon): Unit | null {
  const text = draft.field.unit?.text ?? draft.parts.map(({ phrase }) => phrase.unit).find((unit) => unit !== null) ?? null;
  return text === null ? null : (lexicon.units.get(normalise(text)) ?? null);
}

function evidenceOf(sheet: Sheet, draft: Draft): Evidence[] {
  const object = draft.resolution?.measure.object;
  if (!object) return [];
  return draft.parts.flatMap(({ phrase, label, axis }): Evidence[] => {
    const says = whereOf(phrase, object, sheet.lexicon.knowledge);
    return says && Object.keys(says).length > 0 ? [{ says: titleOfWhere(says, sheet.lexicon), label: { text: label.text, cell: label.cell }, from: axis }] : [];
  });
}

export function rosterMeaning(sheet: Sheet, roster: SheetReading['rosters'][number], attributes: Attributes): RosterMeaning {
  const title = sheet.input.reading.title?.text ?? roster.sheet;
  const object = rosterObject(roster, title, sheet.lexicon, attributes);
  const about = [...roster.over, ...sheet.input.reading.notes]
    .flatMap((note) => note.text.split(/[。；;\n]/u))
    .map(normalise)
    .filter((text) => attributes.ruled.test(text));
  const titled = whereOf(namedIn(title, sheet.lexicon, attributes), object, sheet.lexicon.knowledge) ?? {};
  return {
    key: `${sheet.form.requirement}|${roster.sheet}|${roster.columns[0]?.cell ?? ''}`,
    requirement: sheet.form.requirement,
    department: sheet.form.department,
    frequency: sheet.form.frequency,
    reading: roster,
    title,
    object,
    where: membershipOf(title, about, sheet.notes.limits, object, sheet.lexicon, attributes),
    columns: columnMeanings(roster, titled, object, attributes),
  };
}
