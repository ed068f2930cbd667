// Answers to a question for people (口径待确认), as rulings ready to copy into the file for --decisions.
import { termOf, withBound } from '../../engine/decide/index.ts';
import { sayExtent, type Vocabulary } from '../../engine/interpret/index.ts';
import type { ConsolidatedField, Question } from '../../engine/model/consolidation.ts';
import type { Extent, PlainPoint } from '../../engine/model/datapoint.ts';
import type { Language } from '../../engine/problem/index.ts';

/** One way to answer: what it says in words, and the ruling as JSON in one line. */
export interface Proposal {
  readonly answer: string;
  readonly ruling: string;
}

const words = {
  asRead: { zh: '照现在的读法', en: 'as it is read now' },
  includes: { zh: '包含边界', en: 'the bound is included' },
  complete: { zh: '请把“{words}”的意思补进 means;不改变口径的,照抄', en: 'complete what “{words}” means, or copy it as it is if it changes nothing' },
  same: { zh: '是同一个数', en: 'they are one datum' },
  different: { zh: '不是一个数', en: 'they are two' },
  notABlank: { zh: '这一格不用填', en: 'this cell is not to be filled' },
};

/**
 * The likely answers, about the first field of each form: a ruling holds for all blanks of the form with the same doubt. None is proposed
 * where nothing is understood but that there is a blank.
 */
export function proposals(question: Question, fields: readonly ConsolidatedField[], vocabulary: Vocabulary, language: Language): Proposal[] {
  const first = [...new Map(fields.toReversed().map((field) => [field.requirement, field])).values()].toReversed();
  const means = (answer: string, pointOf: (point: PlainPoint) => PlainPoint | null): Proposal[] => {
    const rulings = first.flatMap((field) => {
      const point = field.point?.kind === 'plain' ? pointOf(field.point) : null;
      const term = point && termOf(point, vocabulary.lexicon);
      return term === null ? [] : [{ kind: 'means', ...RULED, field: referenceOf(field), means: term }];
    });
    return rulings.length === 0 ? [] : [{ answer, ruling: rulings.map((ruling) => JSON.stringify(ruling)).join(',\n') }];
  };
  switch (question.kind) {
    case 'boundNotStated':
      return [...means(words.asRead[language], (point) => point), ...means(words.includes[language], withBound)];
    case 'scopeNotStated':
      return first.some(({ doubts }) => doubts.some(({ kind }) => kind === 'unknownWords'))
        ? []
        : populations(first, vocabulary, language).flatMap(({ name, facet, extent }) => means(name, (point) => stating(point, facet, extent)));
    case 'indistinct':
      return fields.length < 2
        ? []
        : (['same', 'different'] as const).map((kind) => ({
            answer: words[kind][language],
            ruling: JSON.stringify({ kind, ...RULED, fields: fields.map(referenceOf) }),
          }));
    case 'unknownWords':
      return [
        ...means(words.complete[language].replace('{words}', question.words), (point) => ({ ...point, open: [] })),
        ...first
          .slice(0, 1)
          .map((field) => ({ answer: words.notABlank[language], ruling: JSON.stringify({ kind: 'notABlank', ...RULED, field: referenceOf(field) }) })),
      ];
    default:
      return means(words.asRead[language], (point) => point);
  }
}

/** To be filled in by whoever rules. */
const RULED = { who: '', when: '', why: '' };

function referenceOf({ requirement, label, sheet, cell }: ConsolidatedField): object {
  return { requirement, label, sheet, cell };
}

interface Population {
  readonly name: string;
  readonly facet: string;
  readonly extent: Extent;
}

/** The populations that have names, of the facets that notes lay over tables and these fields do not state. */
function populations(fields: readonly ConsolidatedField[], vocabulary: Vocabulary, language: Language): Population[] {
  const [point] = fields.flatMap((field) => (field.point?.kind === 'plain' ? [field.point] : []));
  const open = [...vocabulary.lexicon.knowledge.facets.values()].filter(
    ({ id, object, scope }) => scope === true && object === point?.object && !(id in point.where),
  );
  return open.flatMap(({ id: facet }) =>
    [...vocabulary.names.keys()].flatMap((key) => {
      if (!key.startsWith(`${facet}|`)) return [];
      const extent: Extent = { kind: 'members', members: key.slice(facet.length + 1).split(',') };
      return extent.members.length < 2 ? [] : [{ name: sayExtent(facet, extent, vocabulary, language), facet, extent }];
    }),
  );
}

/** What kept it apart until somebody said whom it counts goes. */
function stating(point: PlainPoint, facet: string, extent: Extent): PlainPoint {
  return { ...point, where: { ...point.where, [facet]: extent }, open: [] };
}
