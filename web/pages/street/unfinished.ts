// What is unfinished about submissions that are to be approved: nobody hands on half a month, or a form with blanks, without being told.
import { listed } from '../../pieces/listed.ts';
import { isUnderWay, periodWords } from '../../pieces/period.ts';
import { words } from '../../words/index.ts';

/** A sentence each for a period with days to come and for blanks, which an amendment may have left behind. */
export function unfinished(period: string, today: string, submissions: readonly { readonly name: string; readonly blank: number }[]): string[] {
  const { t } = words.global;
  const wanting = submissions.filter(({ blank }) => blank > 0);
  return [
    ...(isUnderWay(period, today) ? [t('street.unfinished.underWay', { period: periodWords(period) })] : []),
    ...(wanting.length > 0 ? [t('street.unfinished.blank', { names: listed(wanting.map((each) => t('street.unfinished.blanks', { ...each }))) })] : []),
  ];
}
