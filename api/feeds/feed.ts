// What a department gives (数据返还): values for communities, told by item or by a blank of its own form, kept by data element in the
// item's unit. They stand beside the answers and never become one by themselves.
import type { FormQuestion } from '../../engine/model/annual.ts';
import { Exact, formatExact, parseExact } from '../../engine/model/exact.ts';
import { over, parseFraction } from '../../engine/model/fraction.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { describe, type Language, type Problem } from '../../engine/problem/index.ts';
import { sectionsFor, type Published, type SectionLayout } from '../annual/published.ts';
import { refused } from '../problem.ts';
import { acceptValue, type Kept } from '../submissions/section.ts';

/** One value as it was given; exactly one of `item` and `field` says what it is. */
export interface Given {
  readonly community: string;
  readonly item?: string;
  /** requirement|sheet|cell of one of the department's own forms. */
  readonly field?: string;
  readonly value: Scalar;
}

export interface Fed {
  readonly community: string;
  readonly element: string;
  readonly kept: Kept;
}

/** The values by community and element; throws Refused naming the first that is not known or is no answer. */
export function acceptFeed(form: Published, period: string, department: string, given: readonly Given[], language: Language): readonly Fed[] {
  const asked = askedIn(form, period);
  return given.map((each) => {
    const target = targetOf(form, asked, department, each);
    const judged = acceptValue(converted(each, target), target.question, target.section);
    if (judged.kind === 'refused') throw faulty(each, judged.problem, language);
    if (judged.value === null) throw refused('feed.unknown', { what: `${each.community} ${target.question.title}: ''` });
    return { community: each.community, element: target.element, kept: judged.value };
  });
}

function faulty({ community }: Given, found: Problem, language: Language): Error {
  return refused('request.invalid', { at: community, why: describe(found, language) }, {}, [found]);
}

interface Target {
  readonly question: FormQuestion;
  readonly section: SectionLayout;
  readonly element: string;
  /** Multiple of the base unit that the value was given in; null: that of the item. */
  readonly factor: string | null;
}

type Asked = ReadonlyMap<string, Target>;

/** Item and element → the question of this period. */
function askedIn(form: Published, period: string): { readonly byItem: Asked; readonly byElement: Asked } {
  const elements = elementsOf(form);
  const targets = sectionsFor(form, period).flatMap((section) =>
    section.questions.flatMap((question) => {
      const element = elements.get(question.item);
      return element === undefined ? [] : [{ question, section, element, factor: null }];
    }),
  );
  return { byItem: new Map(targets.map((each) => [each.question.item, each])), byElement: new Map(targets.map((each) => [each.element, each])) };
}

/** Item → the data element that it asks. */
export function elementsOf({ consolidation }: Published): ReadonlyMap<string, string> {
  return new Map(consolidation.items.map(({ id, element }) => [id, element]));
}

function targetOf({ consolidation }: Published, { byItem, byElement }: ReturnType<typeof askedIn>, department: string, { item, field }: Given): Target {
  if (item !== undefined) {
    const found = byItem.get(item);
    if (found) return found;
  } else {
    const own = consolidation.fields.find((each) => each.key === field && each.department === department);
    const found = own ? byElement.get(own.element) : undefined;
    if (own && found) return { ...found, factor: own.factor };
  }
  throw refused('feed.unknown', { what: item ?? field ?? '' });
}

/** From the unit of the department's form to the item's, exactly or not at all. */
function converted({ value }: Given, { factor, question }: Target): Scalar {
  const [from, to] = [parseFraction(factor ?? question.factor), parseFraction(question.factor)];
  const number = typeof value === 'number' || typeof value === 'string' ? parseExact(value) : null;
  if (!from || !to || !number) return value;
  const { numerator, denominator } = over(from, to);
  if (numerator === denominator) return value;
  const product = number.times(numerator.toString());
  const result = product.dividedBy(denominator.toString());
  if (!result.times(denominator.toString()).equals(product) || !new Exact(formatExact(result)).equals(result))
    throw refused('feed.inexact', { what: question.title });
  return formatExact(result);
}
